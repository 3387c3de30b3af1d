package io.perch;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Ingestions;
import io.perch.testing.Ml;
import io.perch.testing.Sql;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A replica is killed while it ingests a file, and another one goes on. */
class BatchIngestCrashIT {

    private static final int BULK = 100;
    private static final int LINES = 1_000;
    /** Four are confirmed, and of the fifth the replica does not learn that it is stored. */
    private static final int FATAL = 5;
    private static final int CONFIRMED = (FATAL - 1) * BULK;
    private static final String ROOTS = "PERCH_BATCH_INGEST_FILE_ROOTS";

    private final OwnDatabase database = OwnDatabase.create("batch_ingest_crash");
    private final String index = Ml.name("crash");

    @Test
    void anIngestionGoesOnAfterTheLastBulkThatWasConfirmed() {
        try (LostAnswer way = new LostAnswer(FATAL);
                PerchProcess one = new PerchProcess("one", database,
                        Map.of(ROOTS, Ingestions.FOLDER.toString(), "PERCH_OPENSEARCH_URL", way.url()));
                PerchProcess other = new PerchProcess("other", database, Map.of(ROOTS, Ingestions.FOLDER.toString()))) {
            one.start();
            one.setting("batch_ingestion_bulk_size", BULK);
            String task = one.post("/_batch_ingestion", Ingestions.body(index, "file",
                    List.of(Ingestions.file(Ingestions.numbers(LINES))), "")).path("task_id");
            way.await();
            assertThat(checkpoint(task)).contains("\"stored\":" + CONFIRMED, "\"line\":" + CONFIRMED);

            one.kill();

            Response ended = other.start().ended(task);
            assertThat(ended.<String>path("state")).as(ended.asString()).isEqualTo("COMPLETED");
            assertThat(ended.<Integer>path("attempts")).isEqualTo(2);
            assertThat(ended.<List<String>>path("worker_node")).containsExactly(other.id());
            assertThat(checkpoint(task)).contains("\"stored\":" + LINES, "\"line\":" + LINES);
            assertEachLineIsThereOnce(task);
        }
    }

    private String checkpoint(String task) {
        return Sql.textIn(database.name(), "SELECT checkpoint FROM task WHERE id = ?", task);
    }

    /** Only the bulk in doubt went there twice. */
    private void assertEachLineIsThereOnce(String task) {
        assertThat(Ingestions.writes(index)).isEqualTo(LINES + BULK);
        assertThat(Ingestions.numbered(index)).hasSize(LINES)
                .allSatisfy((id, number) -> assertThat(id).isEqualTo(task + "-0-" + number));
    }
}
