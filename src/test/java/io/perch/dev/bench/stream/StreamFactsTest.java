package io.perch.dev.bench.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.dev.bench.stream.StreamFacts.Memory;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamFactsTest {

    @Test
    void whatTenThousandTakeIsJudged() {
        assertThat(facts(10_000, 900, 0).verdict())
                .isEqualTo("reached JVM: 10000 idle streams take 900 MiB, wanted at most 1024; 72 KiB each");
        assertThat(facts(10_000, 1025, 0).verdict()).startsWith("missed  JVM");
    }

    @Test
    void fewerAreJudgedByWhatAllWouldTake() {
        assertThat(facts(5_000, 700, 0).verdict()).isEqualTo(
                "missed  JVM: 10000 idle streams take 1200 MiB (5000 measured: 700 MiB), wanted at most 1024; 102 KiB each");
    }

    @Test
    void connectionsThatStayOpenReachNothing() {
        assertThat(facts(10_000, 300, 500).verdict()).startsWith("missed ").endsWith("; 500 connections stayed open");
        assertThat(facts(10_000, 300, 3).verdict()).startsWith("reached").doesNotContain("stayed open");
    }

    @Test
    void theTableHasARowPerServer() {
        assertThat(StreamMarkdown.of(List.of(facts(10_000, 900, 0)), "Made here.")).contains("Made here.", "* reached JVM",
                "| JVM | 10000 | 200 | 900 | 71.7 | 850 | 950 | 0 | 12.5 s |");
    }

    private static StreamFacts facts(int streams, long open, int left) {
        return new StreamFacts("JVM", streams, 12.5, new Memory(200, open, 850, 950), left);
    }
}
