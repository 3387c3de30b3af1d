package io.perch.dev.bench.remote;

import static io.perch.dev.bench.remote.SampleChats.sample;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChatTablesTest {

    private final List<ChatSample> samples = List.of(sample(Door.PREDICT, 16, 0.1), sample(Door.PREDICT, 16, 0.2),
            sample(Door.OPENAI, 64, 0.125, 2));

    @Test
    void aRowPerDoorAndOneForTheProxy() {
        assertThat(ChatMarkdown.of(samples, "Made here.")).contains("Made here.", "## JVM", "## Goals",
                "| _predict | 16 | 0.100 / 0.100 / 0.200 | 5000 / 5000 / 10000 | 0.25 / 0.25 / 0.50 | 2500 / 2500 / 2500"
                        + " | 2.25 / 2.25 / 2.25 | 4.50 / 4.50 / 4.50 | 0 |",
                "| /v1/chat/completions | 64 | 0.125 / 0.125 / 0.125 | 8000 / 8000 / 8000 | 0.40 / 0.40 / 0.40"
                        + " | 2500 / 2500 / 2500 | 2.25 / 2.25 / 2.25 | 4.50 / 4.50 / 4.50 | 2 |",
                "| bare proxy | 64 | 0.040 / 0.040 / 0.060 |");
    }

    @Test
    void everyMeasurementIsALineOfTheCsv() {
        assertThat(ChatCsv.of(samples).lines()).hasSize(4).allMatch(line -> line.split(",").length == 14)
                .contains("JVM,/v1/chat/completions,64,1,10000,2,4.000,1.25,0.50,2.250,4.500,0.1250,0.0500,0.4000");
    }
}
