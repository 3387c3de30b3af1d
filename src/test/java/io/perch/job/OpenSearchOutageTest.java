package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Load;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Servers;
import io.perch.testing.SlowSource;
import io.perch.testing.TinyModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** OpenSearch goes away and comes back. */
@QuarkusTest
@WithTestResource(Servers.class)
class OpenSearchOutageTest {

    private static final int THREE_CHUNKS = 25_000_000;
    private static final String QUESTION = "{\"text_docs\": [\"hello world\"]}";

    @AfterEach
    void isBackForTheNextTest() {
        Servers.openSearch().start().run();
    }

    @Test
    void aRegisterInItsMidstIsBroughtToItsEndAndPredictsGoOn() {
        Path zip = bigPackage();
        String loaded = Ml.deployed(TinyModels.embedding(Packages.folder("opensearch-outage")));
        Load load = new Load(1, () -> Ml.post("/models/" + loaded + "/_predict", QUESTION));
        try (SlowSource source = new SlowSource(zip); load) {
            Response register = Ml.post("/models/_register",
                    Ml.registration(Ml.name("model"), source.url(), Packages.sha256(zip)));
            source.awaitHalf();

            Servers.openSearch().stop().run();
            source.goOn();
            load.goOn(20);
            Servers.openSearch().start().run();

            Response task = Ml.ended(register.path("task_id"));
            assertThat(task.<String>path("state")).as(task.asString()).isEqualTo("COMPLETED");
            Response model = Ml.get("/models/" + register.path("model_id"));
            assertThat(model.<Integer>path("total_chunks")).isEqualTo(3);
            assertThat(Ml.post("/models/" + register.path("model_id") + "/_predict", QUESTION).statusCode()).isEqualTo(200);
            assertThat(Ml.post("/models/" + register.path("model_id") + "/_undeploy").statusCode()).isEqualTo(200);
            assertThat(Ml.delete("/models/" + register.path("model_id")).statusCode()).isEqualTo(200);
        }
        assertThat(load.answers().keySet()).isEqualTo(Set.of(200));
    }

    private static Path bigPackage() {
        byte[] incompressible = new byte[THREE_CHUNKS];
        new Random(7).nextBytes(incompressible);
        Map<String, byte[]> files = new LinkedHashMap<>(TinyModels.embeddingFiles());
        files.put("vocab.txt", incompressible);
        return TinyModels.zip(Packages.folder("opensearch-outage").resolve("big.zip"), files);
    }
}
