package io.perch.job;

import io.perch.testing.Ingestions;
import io.perch.testing.Ml;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.TroubledOpenSearch;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batch ingestions while OpenSearch has no room. */
@QuarkusTest
@WithTestResource(value = Servers.class, initArgs = @ResourceArg(name = "opensearch", value = "false"))
@WithTestResource(TroubledOpenSearch.class)
class BatchIngestPatienceTest {

    @BeforeEach
    void smallBulks() {
        Ml.setting("batch_ingestion_bulk_size", 100);
    }

    @AfterEach
    void reset() {
        Ml.setting("batch_ingestion_bulk_size", null);
    }

    private static String body(String index) {
        return Ingestions.body(index, "file", List.of(Ingestions.file(Ingestions.numbers(400))), "");
    }

    @Test
    void whatItRefusesIsSentAgain() {
        Ingestions.completed(body("slow"));
    }

    @Test
    void whenItsRefusalsDoNotEndTheTaskTellsHowFarItCame() {
        Refusal.ofTask(Ingestions.done(body("full"))).is(429, "rejected_execution_exception", "search_busy")
                .says("OpenSearch answered 429", "for 2 s", "Everything up to line 100 of source[0] is done",
                        "100 stored, 0 failed")
                .advises("perch.batch-ingest.patience");
    }
}
