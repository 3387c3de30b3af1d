package io.perch.ingest.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TallyTest {

    @ParameterizedTest
    @CsvSource({"0, 0, 100", "5, 0, 100", "0, 5, 0", "2, 1, 66.66", "3, 1, 75", "999999, 1, 99.99", "1, 999999, 0"})
    void theRateIsAHundredOfAllLinesOnly(long stored, long failed, String rate) {
        assertThat(new Tally(stored, failed, List.of()).rate()).isEqualTo(rate);
    }

    @Test
    void theFirstFailuresAreKeptWithTheirWords() {
        Tally tally = Tally.NONE.withFailed(0, 3, "why", 2).withStored().withFailed(1, 4, "w".repeat(1_000), 2)
                .withFailed(1, 5, "no", 2);

        assertThat(tally.failed()).isEqualTo(3);
        assertThat(tally.stored()).isEqualTo(1);
        assertThat(tally.first()).hasSize(2).first().isEqualTo("source[0] line 3: why");
        assertThat(tally.first().getLast()).startsWith("source[1] line 4: www").endsWith("…").hasSizeLessThan(400);
    }
}
