package io.perch.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RecentTimesTest {

    private static final long MILLI = 1_000_000;

    private final RecentTimes times = new RecentTimes();

    @Test
    void nothingHasNoStatistics() {
        assertThat(times.stats()).isNull();
    }

    @Test
    void oneCallIsAllOfThem() {
        times.add(8_548_194, 100);

        assertThat(times.stats()).isEqualTo(new TimeStats(1, 8.548194, 8.548194, 8.548194, 8.548194, 8.548194, 8.548194));
    }

    @Test
    void percentilesLieBetweenCallsInProportion() {
        // as the original answered for these three
        for (long nanos : new long[] {130_453, 2_391_537, 228_966}) {
            times.add(nanos, 100);
        }

        TimeStats stats = times.stats();

        assertThat(stats.count()).isEqualTo(3);
        assertThat(stats.average()).isCloseTo(0.916985, within(1e-6));
        assertThat(stats.p50()).isCloseTo(0.228966, within(1e-9));
        assertThat(stats.p90()).isCloseTo(1.959022, within(1e-6));
        assertThat(stats.p99()).isCloseTo(2.348285, within(1e-6));
    }

    @Test
    void onlyTheLatestCount() {
        for (int call = 1; call <= 250; call++) {
            times.add(call * MILLI, 100);
        }

        TimeStats stats = times.stats();

        assertThat(stats.count()).isEqualTo(100);
        assertThat(stats.min()).isEqualTo(151);
        assertThat(stats.max()).isEqualTo(250);
    }

    @Test
    void aSmallerWindowForgetsTheOldestAndALargerOneForgetsNothing() {
        for (int call = 1; call <= 50; call++) {
            times.add(call * MILLI, 100);
        }
        times.add(51 * MILLI, 10);
        assertThat(times.stats().count()).isEqualTo(10);
        assertThat(times.stats().min()).isEqualTo(42);

        times.add(52 * MILLI, 1000);

        assertThat(times.stats().count()).isEqualTo(11);
        assertThat(times.stats().min()).isEqualTo(42);
    }

    @Test
    void aWindowOfNoneForgetsEverything() {
        times.add(MILLI, 10);

        times.add(MILLI, 0);

        assertThat(times.stats()).isNull();
    }
}
