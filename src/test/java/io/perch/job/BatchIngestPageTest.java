package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.Json;
import io.perch.testing.Connectors;
import io.perch.testing.Ingestions;
import io.perch.testing.Ml;
import io.perch.testing.ObjectStand;
import io.perch.testing.Page;
import io.perch.testing.Rest;
import io.perch.testing.SearchIndices;
import io.perch.testing.Servers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/batch-ingestion.md}, in their order. */
@QuarkusTest
@WithTestResource(Servers.class)
@WithTestResource(ObjectStand.class)
class BatchIngestPageTest {

    private static final Page PAGE = Page.of("batch-ingestion.md");
    private static final Pattern LOOK = Pattern.compile("curl \"\\$PERCH(\\S+wait=30s)\"");

    private final String index = Ml.name("page");

    @Test
    void oneSource() {
        Page page = PAGE.from("## One source").with("\"books\"", '"' + index + '"')
                .with("<access key>", ObjectStand.TEMPORARY_ACCESS_KEY).with("<secret key>", Connectors.KEY)
                .with("<token>", ObjectStand.SESSION_TOKEN);
        ObjectStand.put("my-bucket", "output/books.jsonl.out", line(page.json().get(0)));

        Response answer = Ingestions.start(page.sent("/_batch_ingestion").getFirst());

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        String task = answer.path("task_id");
        assertThat(Rest.json(answer)).isEqualTo(json(page.with("lHgqmpQBeR1vMwJbT3kz", task).json().get(1)));
        assertCompleted(task);
        assertThat(Ingestions.stored(index, "1")).isEqualTo(json(page.json().get(2)));
    }

    @Test
    void severalSources() {
        Page section = PAGE.from("## Several sources");
        Page page = section.with("\"questions\"", '"' + index + '"')
                .with("file:///data/vectors.jsonl", Ingestions.file(line(section.json().get(0))))
                .with("file:///data/questions.jsonl", Ingestions.file(line(section.json().get(1))));

        assertCompleted(Ingestions.started(page.sent("/_batch_ingestion").getFirst()));

        assertThat(Ingestions.count(index)).isEqualTo(1);
        assertThat(Ingestions.stored(index, "q-1")).isEqualTo(json(page.json().get(2)));
    }

    @Test
    void someLinesFail() {
        JsonNode shown = json(PAGE.from("## How far it is").json().getFirst());
        List<String> lines = new ArrayList<>(Collections.nCopies(12_000, "{\"year\": 2024}"));
        lines.set(17 - 1, "{\"year\": 2024");
        lines.set(4711 - 1, "{\"year\": \"last\"}");
        SearchIndices.make(index, "{\"mappings\": {\"properties\": {\"year\": {\"type\": \"integer\"}}}}");

        Response task = Ingestions.done(Ingestions.body(index, "file", List.of(Ingestions.file(String.join("\n", lines))), ""));

        assertThat(task.<String>path("state")).isEqualTo(shown.get("state").asText());
        assertThat(task.<String>path("code")).isEqualTo(shown.get("code").asText());
        assertThat(task.<String>path("error")).containsSubsequence(shown.get("error").asText().split("…"));
    }

    /** By the call of the page. */
    private static void assertCompleted(String task) {
        String path = PAGE.with("lHgqmpQBeR1vMwJbT3kz", task).all(LOOK).getFirst().group(1);
        JsonNode ended = Rest.ok(Rest.get(path));
        assertThat(ended.get("state").asText()).as(ended.toString()).isEqualTo("COMPLETED");
        assertThat(ended.get("stage").asText()).isEqualTo("INGEST");
        assertThat(ended.get("progress").asInt()).isEqualTo(100);
    }

    private static String line(String json) {
        return json.strip() + "\n";
    }

    private static JsonNode json(String text) {
        return Json.read(text, JsonNode.class);
    }
}
