package io.perch.dev.bench.remote;

import static io.perch.dev.bench.remote.SampleChats.sample;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChatVerdictsTest {

    @Test
    void theMedianDecides() {
        assertThat(ChatVerdicts.of(List.of(sample(Door.PREDICT, 16, 0.3), sample(Door.PREDICT, 16, 0.1),
                sample(Door.PREDICT, 16, 0.11)))).containsExactly(
                "reached JVM, _predict, 16 callers: 0.100 / 0.110 / 0.300 ms of CPU per call, wanted at most 0.12",
                "reached JVM, _predict, 16 callers: 0.17 / 0.45 / 0.50 of the proxy's requests per CPU-second, wanted 0.40");
    }

    @Test
    void bothGoalsAreJudgedOnTheirOwn() {
        assertThat(ChatVerdicts.of(List.of(sample(Door.OPENAI, 64, 0.126)))).containsExactly(
                "missed  JVM, /v1/chat/completions, 64 callers: 0.126 / 0.126 / 0.126 ms of CPU per call, wanted at most 0.12",
                "missed  JVM, /v1/chat/completions, 64 callers: 0.40 / 0.40 / 0.40 of the proxy's requests per CPU-second,"
                        + " wanted 0.40");
        assertThat(ChatVerdicts.of(List.of(sample(Door.OPENAI, 64, 0.1249)))).element(1).asString().startsWith("reached");
    }

    @Test
    void everyDoorAndNumberOfCallersIsJudged() {
        assertThat(ChatVerdicts.of(List.of(sample(Door.PREDICT, 16, 0.1), sample(Door.OPENAI, 16, 0.1),
                sample(Door.PREDICT, 64, 0.1)))).hasSize(6);
    }

    @Test
    void refusalsReachNothing() {
        assertThat(ChatVerdicts.of(List.of(sample(Door.PREDICT, 16, 0.01, 3))))
                .allMatch(verdict -> verdict.startsWith("missed (3 requests refused) JVM, _predict"));
    }
}
