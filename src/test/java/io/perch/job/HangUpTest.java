package io.perch.job;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Await;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Servers;
import io.perch.testing.TinyModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** A caller who goes away in the middle of a predict. */
@QuarkusTest
@WithTestResource(Servers.class)
class HangUpTest {

    private static final int TEXTS = 1000;

    @Test
    void nothingMoreIsDoneForHim() throws IOException {
        String model = Ml.deployed(TinyModels.embedding(Packages.folder("hang-up")));
        String text = "\"" + "hello world ".repeat(1000) + "\"";
        byte[] body = ("{\"text_docs\": [" + String.join(",", Collections.nCopies(TEXTS, text)) + "]}")
                .getBytes(StandardCharsets.UTF_8);

        try (Socket caller = new Socket("127.0.0.1", RestAssured.port)) {
            OutputStream out = caller.getOutputStream();
            out.write(("POST /_plugins/_ml/models/" + model + "/_predict HTTP/1.1\r\nHost: perch\r\n"
                    + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
            Await.until("the predict has begun", () -> metric("perch_stage_seconds_count", model, "tokenize") > 0);
        }

        Await.until("what waited is dropped", () -> metric("perch_entries_dropped_total", model, "cancelled") > 0);
        assertThat(metric("perch_stage_seconds_count", model, "tokenize")).isLessThan(TEXTS);
        assertThat(Ml.post("/models/" + model + "/_predict", "{\"text_docs\": [\"hello\"]}").statusCode()).isEqualTo(200);
    }

    /** The value of the series of this model with this stage or reason. */
    private static double metric(String name, String model, String tag) {
        return given().get("/q/metrics").asString().lines()
                .filter(line -> line.startsWith(name + "{") && line.contains("\"" + model + "\"") && line.contains("\"" + tag + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum();
    }
}
