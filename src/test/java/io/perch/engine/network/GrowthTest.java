package io.perch.engine.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GrowthTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Growth growth = new Growth();

    @Test
    void smallRunsLeaveNothingToGiveBack() {
        growth.ran(64, 0);

        assertThat(growth.due(3600 * SECOND)).isFalse();
    }

    @Test
    void afterALargeRunItWaitsForQuiet() {
        growth.ran(65, 0);

        assertThat(growth.due(2 * SECOND - 1)).isFalse();
        assertThat(growth.due(2 * SECOND)).isTrue();
    }

    @Test
    void smallRunsDoNotDisturbTheQuiet() {
        growth.ran(512, 0);
        growth.ran(12, SECOND);

        assertThat(growth.due(2 * SECOND)).isTrue();
    }

    @Test
    void whileLargeRunsGoOnItHappensOnceAMinute() {
        for (int second = 0; second < 60; second++) {
            growth.ran(512, second * SECOND);
            assertThat(growth.due(second * SECOND)).isFalse();
        }
        growth.ran(512, 60 * SECOND);
        assertThat(growth.due(60 * SECOND)).isTrue();

        growth.shrunk();
        growth.ran(512, 61 * SECOND);

        assertThat(growth.due(61 * SECOND)).isFalse();
    }

    @Test
    void whatIsGivenBackIsGivenBackOnce() {
        growth.ran(512, 0);
        growth.shrunk();

        assertThat(growth.due(3600 * SECOND)).isFalse();
    }
}
