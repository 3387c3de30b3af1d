package io.perch;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Await;
import io.perch.testing.FileServer;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Servers;
import io.perch.testing.SlowSource;
import io.perch.testing.TinyModels;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Perch is killed, or stopped, and starts again. */
class CrashIT {

    private static final Path FOLDER = Packages.folder("crash-it");
    private static final Path ZIP = TinyModels.embedding(FOLDER);
    private static final int THREE_CHUNKS = 25_000_000;

    PerchProcess perch;

    @BeforeEach
    void start() {
        perch = new PerchProcess("perch", OwnDatabase.create("crash")).start();
        perch.setting("allow_registering_model_via_url", true);
    }

    @AfterEach
    void end() {
        perch.close();
    }

    @Test
    void aRegisterThatWasKilledWhileItFetchedIsDoneAfterwards() {
        try (SlowSource source = new SlowSource(ZIP)) {
            Response register = perch.post("/models/_register",
                    Ml.registration("model", source.url(), Packages.sha256(ZIP)));
            source.awaitHalf();
            perch.kill();
            source.goOn();

            perch.start();

            assertEndedWell(register);
            Response retry = perch.post("/models/_register", Ml.registration("retry", source.url(), Packages.sha256(ZIP)));
            assertThat(perch.ended(retry.path("task_id")).<String>path("state")).isEqualTo("COMPLETED");
        }
    }

    @Test
    void aRegisterThatWasKilledWhileItStoredIsDoneAfterwards() {
        Path zip = bigPackage();
        try (FileServer source = new FileServer(FOLDER)) {
            Servers.openSearch().stop().run();
            Response register = perch.post("/models/_register",
                    Ml.registration("big", source.url("big.zip"), Packages.sha256(zip)));
            Await.until("it stores", () -> "STORE".equals(perch.get("/tasks/" + register.path("task_id")).path("stage")));
            perch.kill();
            Servers.openSearch().start().run();

            perch.start();

            assertEndedWell(register);
            assertThat(perch.get("/models/" + register.path("model_id")).<Integer>path("total_chunks")).isEqualTo(3);
        } finally {
            Servers.openSearch().start().run();
        }
    }

    @Test
    void whatWasDeployedIsThereAfterARestartWhenPerchIsReady() throws IOException {
        String model = deployed();
        perch.setting("model_auto_deploy.enable", false);

        perch.stop();
        assertThat(Files.readString(perch.log())).doesNotContain(" ERROR ").doesNotContain("Exception");
        perch.start();

        assertThat(perch.predict(model).statusCode()).isEqualTo(200);
        assertThat(perch.state(model)).isEqualTo("DEPLOYED");
    }

    @Test
    void whatWasDeployedIsThereAfterAKill() {
        String model = deployed();
        perch.setting("model_auto_deploy.enable", false);

        perch.kill();
        perch.start();

        assertThat(perch.predict(model).statusCode()).isEqualTo(200);
        Await.until("it counts as deployed", () -> perch.state(model).equals("DEPLOYED"));
    }

    @Test
    void withoutAutoRedeployAModelWaitsUntilItIsAskedFor() {
        String model = deployed();
        perch.setting("model_auto_redeploy.enable", false);

        perch.stop();
        perch.start();

        assertThat(perch.get("/models/" + model).<Integer>path("current_worker_node_count")).isZero();
        assertThat(perch.predict(model).statusCode()).isEqualTo(200);
        Await.until("it counts as deployed", () -> perch.state(model).equals("DEPLOYED"));
    }

    private String deployed() {
        try (FileServer source = new FileServer(FOLDER)) {
            Response register = perch.post("/models/_register",
                    Ml.registration("model", source.url("embedding.zip"), Packages.sha256(ZIP)));
            assertThat(perch.ended(register.path("task_id")).<String>path("state")).isEqualTo("COMPLETED");
            String model = register.path("model_id");
            Response deploy = perch.ended(perch.post("/models/" + model + "/_deploy").path("task_id"));
            assertThat(deploy.<String>path("state")).as(deploy.asString()).isEqualTo("COMPLETED");
            return model;
        }
    }

    private void assertEndedWell(Response register) {
        Response task = perch.ended(register.path("task_id"));
        assertThat(task.<String>path("state")).as(task.asString()).isEqualTo("COMPLETED");
        assertThat(task.<Integer>path("attempts")).isEqualTo(2);
        assertThat(perch.state(register.path("model_id"))).isEqualTo("REGISTERED");
        assertThat(perch.predict(register.path("model_id")).statusCode()).isEqualTo(200);
    }

    private static Path bigPackage() {
        byte[] incompressible = new byte[THREE_CHUNKS];
        new Random(7).nextBytes(incompressible);
        Map<String, byte[]> files = new LinkedHashMap<>(TinyModels.embeddingFiles());
        files.put("vocab.txt", incompressible);
        return TinyModels.zip(FOLDER.resolve("big.zip"), files);
    }
}
