package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.Json;
import io.perch.testing.Await;
import io.perch.testing.ForeignReplica;
import io.perch.testing.Ingestions;
import io.perch.testing.Ml;
import io.perch.testing.Refusal;
import io.perch.testing.Rest;
import io.perch.testing.Servers;
import io.perch.testing.Sql;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lines of files become documents. */
@QuarkusTest
@WithTestResource(Servers.class)
class BatchIngestTest {

    /** Some seconds of work, in bulks of a hundred lines. */
    private static final int MANY = 20_000;

    private final String index = Ml.name("ingested");

    @AfterEach
    void reset() {
        Ml.setting("batch_ingestion_bulk_size", null);
        Ml.setting("max_batch_ingestion_tasks", null);
    }

    private String files(String members, String... contents) {
        return Ingestions.body(index, "file", List.of(contents).stream().map(Ingestions::file).toList(), members);
    }

    @Test
    void linesAreDocumentsAsTheyAre() {
        Response answer = Ingestions.start(files("",
                "{\"title\":\"a\",\"v\":[1.50,2.25]}\n\n{\"title\":\"b\"}\r\n{\"title\":\"last\"}"));

        assertThat(answer.<String>path("task_type")).isEqualTo("BATCH_INGEST");
        assertThat(answer.<String>path("status")).isEqualTo("CREATED");
        String id = answer.path("task_id");
        Response task = Ml.ended(id);
        assertThat(task.<String>path("state")).as(task.asString()).isEqualTo("COMPLETED");
        assertThat(task.<String>path("task_type")).isEqualTo("BATCH_INGEST");
        assertThat(task.<String>path("stage")).isEqualTo("INGEST");
        assertThat(task.<Integer>path("progress")).isEqualTo(100);
        assertThat(Ingestions.count(index)).isEqualTo(3);
        assertThat(Ingestions.stored(index, id + "-0-1").toString()).isEqualTo("{\"title\":\"a\",\"v\":[1.5,2.25]}");
        assertThat(Ingestions.stored(index, id + "-0-4").toString()).isEqualTo("{\"title\":\"last\"}");
    }

    /** Amazon SageMaker's results, as in the documentation of the original. */
    @Test
    void pathsMakeDocumentsOfResults() {
        String line = "{\"SageMakerOutput\":[[0.1,0.2],[0.3,0.4]],\"content\":[\"this is a chapter\",\"a title\"],\"id\":%d}\n";

        Ingestions.completed(files("""
                , "field_map": {"chapter": "$.content[0]", "title": "$.content[1]", "chapter_embedding": "$.SageMakerOutput[0]",
                                "title_embedding": "$.SageMakerOutput[1]", "_id": "$.id"}, "ingest_fields": ["$.id"]""",
                line.formatted(1) + line.formatted(2)));

        assertThat(Ingestions.count(index)).isEqualTo(2);
        assertThat(Ingestions.stored(index, "2")).isEqualTo(Json.read("""
                {"chapter": "this is a chapter", "title": "a title", "chapter_embedding": [0.1, 0.2],
                 "title_embedding": [0.3, 0.4], "id": 2}""", JsonNode.class));
    }

    /** OpenAI's: inputs and results lie in different files, in different orders. */
    @Test
    void severalSourcesAreJoinedByTheirIds() {
        Ingestions.completed(files("""
                , "field_map": {"question": "source[1].$.body.input[0]", "question_embedding": "source[0].$.response.data[0]",
                                "_id": ["source[0].$.custom_id", "source[1].$.custom_id", "source[2].$.key"]},
                  "ingest_fields": ["source[2].$.extra.colour"]""",
                "{\"custom_id\":\"r-2\",\"response\":{\"data\":[[2,2]]}}\n"
                        + "{\"custom_id\":\"r-1\",\"response\":{\"data\":[[1,1]]}}\n",
                "{\"custom_id\":\"r-1\",\"body\":{\"input\":[\"who?\"]}}\n"
                        + "{\"custom_id\":\"r-2\",\"body\":{\"input\":[\"what?\"]}}\n",
                "{\"key\":\"r-1\",\"extra\":{\"colour\":\"red\"}}\n"));

        assertThat(Ingestions.count(index)).isEqualTo(2);
        assertThat(Ingestions.stored(index, "r-1").toString())
                .isEqualTo("{\"question_embedding\":[1,1],\"question\":\"who?\",\"colour\":\"red\"}");
        assertThat(Ingestions.stored(index, "r-2").toString()).isEqualTo("{\"question_embedding\":[2,2],\"question\":\"what?\"}");
    }

    @Test
    void whatIsThereKeepsItsOtherFields() {
        Rest.ok(Rest.put("/" + index + "/_doc/1", "{\"mine\": true, \"n\": 0}"));

        Ingestions.completed(files(", \"field_map\": {\"_id\": \"$.id\", \"n\": \"$.n\"}", "{\"id\":1,\"n\":5}\n"));

        assertThat(Ingestions.stored(index, "1").toString()).isEqualTo("{\"mine\":true,\"n\":5}");
    }

    @Test
    void linesThatFailAreCountedAndTheOthersAreStored() {
        Rest.ok(Rest.put("/" + index + "/_doc/first?refresh=true", "{\"n\": 1}"));

        Response task = Ingestions.done(files("", "{\"n\":1}\nnot json\n{\"n\":\"a word\"}\n[1]\n{\"n\":2}\n"));

        Refusal.ofTask(task).is(400, "status_exception", "ingestion_incomplete")
                .says("batch ingestion successful rate is 40: 3 of 5 lines failed.", "source[0] line 2: it is not JSON",
                        "source[0] line 3: ", "field [n]", "source[0] line 4: it is no JSON object").advises("mend");
        assertThat(Ingestions.count(index)).isEqualTo(3);
    }

    @Test
    void nothingInAFileIsNothingWrong() {
        Ingestions.completed(files("", ""));
        Ingestions.completed(files("", "\n \n"));
    }

    @Test
    void whoDiesIsTakenOverWhereHisLastBulkEnded() {
        String task = begun();
        try (ForeignReplica other = new ForeignReplica()) {
            other.takes(task);
            other.abandons(task, 1);

            Response ended = Ml.ended(task);

            assertThat(ended.<String>path("state")).as(ended.asString()).isEqualTo("COMPLETED");
            assertThat(ended.<Integer>path("attempts")).isEqualTo(2);
        }
        assertThat(Ingestions.count(index)).isEqualTo(MANY);
        assertThat(Ingestions.writes(index)).isBetween((long) MANY, MANY + 200L);
        assertThat(Sql.text("SELECT checkpoint FROM task WHERE id = ?", task)).contains("\"stored\":" + MANY);
    }

    @Test
    void oneThatIsCancelledStopsAndKeepsWhatItHas() {
        String task = begun();

        assertThat(Ml.post("/tasks/" + task + "/_cancel").<String>path("status")).isEqualTo("OK");

        Response shown = Ml.get("/tasks/" + task);
        assertThat(shown.<String>path("state")).isEqualTo("CANCELLED");
        assertThat(shown.<Integer>path("progress")).isLessThan(100);
        Refusal.of(Ml.post("/tasks/" + task + "/_cancel")).is(400, "illegal_argument_exception", "job_unknown").says("has ended");
        Ingestions.completed(files("", "{\"after\":1}\n"));
        assertThat(Ingestions.count(index)).isGreaterThan(1).isLessThan(MANY);
        assertThat(Ml.delete("/tasks/" + task).<String>path("result")).isEqualTo("deleted");
    }

    @Test
    void thereAreOnlySoMany() {
        Ml.setting("max_batch_ingestion_tasks", 1);
        String task = begun();

        Response refused = Ingestions.start(files("", "{\"n\":1}\n"));

        Refusal.of(refused).is(429, "status_exception", "batch_tasks_full")
                .says("Exceeded maximum limit for BATCH_INGEST tasks.", "plugins.ml_commons.max_batch_ingestion_tasks")
                .advises("1 have not ended", "_cancel");
        assertThat(refused.header("Retry-After")).isEqualTo("10");
        Refusal.of(Ml.delete("/tasks/" + task)).is(409, "status_exception", "task_still_running").advises("_cancel");
        Ml.post("/tasks/" + task + "/_cancel");
        Ingestions.completed(files("", "{\"n\":1}\n"));
    }

    /** One that has stored something, and will not be done for a while. */
    private String begun() {
        Ml.setting("batch_ingestion_bulk_size", 100);
        String task = Ingestions.started(files("", Ingestions.numbers(MANY)));
        Await.until("it has stored something", () -> Sql.text("SELECT checkpoint FROM task WHERE id = ?", task) != null);
        return task;
    }
}
