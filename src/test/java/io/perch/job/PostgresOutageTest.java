package io.perch.job;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Await;
import io.perch.testing.Load;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Servers;
import io.perch.testing.SlowSource;
import io.perch.testing.Sql;
import io.perch.testing.TinyModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** PostgreSQL goes away and comes back. */
@QuarkusTest
@WithTestResource(Servers.class)
class PostgresOutageTest {

    private static final Path ZIP = TinyModels.embedding(Packages.folder("postgres-outage"));
    private static final String QUESTION = "{\"text_docs\": [\"hello world\"]}";

    @AfterEach
    void isBackForTheNextTest() {
        Servers.postgres().start().run();
        Await.until("Perch is ready again", () -> ready() == 200);
    }

    @Test
    void predictsOnLoadedModelsGoOn() {
        String model = Ml.deployed(ZIP);
        Load load = new Load(2, () -> Ml.post("/models/" + model + "/_predict", QUESTION));
        try (load) {
            load.goOn(20);
            Servers.postgres().stop().run();
            Await.until("Perch says that it is not ready", () -> ready() == 503);
            load.goOn(50);

            assertUnavailable(Ml.get("/models/" + model));
            assertUnavailable(Ml.get("/tasks/any"));
            assertUnavailable(Ml.post("/models/" + model + "/_deploy"));
            assertUnavailable(Ml.post("/models/_register", Ml.registration(Ml.name("model"), ZIP)));
            assertUnavailable(Ml.setting("max_model_on_node", 100));

            Servers.postgres().start().run();
            Await.until("Perch is ready again", () -> ready() == 200);
            load.goOn(50);
        }
        assertThat(load.answers().keySet()).as(() -> firstOf(load)).isEqualTo(Set.of(200));
    }

    @Test
    void aLimitedModelTakesNoMoreThanWasTakenAhead() {
        String model = Ml.deployed(Ml.with("\"rate_limiter\": {\"limit\": 100, \"unit\": \"DAYS\"}", Ml.registration(Ml.name("m"), ZIP)));
        assertThat(predict(model).statusCode()).isEqualTo(200);

        Servers.postgres().stop().run();
        Await.until("Perch says that it is not ready", () -> ready() == 503);
        assertUnavailable(predict(model));

        Servers.postgres().start().run();
        Await.until("the limit is counted again", () -> predict(model).statusCode() == 200);
    }

    @Test
    void whatReplicasTellEachOtherIsHeardAgainAfterwards() {
        String model = Ml.deployed(ZIP);
        Servers.postgres().stop().run();
        Await.until("Perch says that it is not ready", () -> ready() == 503);

        Servers.postgres().start().run();
        Await.until("Perch is ready again", () -> ready() == 200);

        Await.until("models change again", () -> Ml.put("/models/" + model, "{\"is_enabled\": false}").statusCode() == 200);
        assertThat(predict(model).statusCode()).isEqualTo(403);
        Sql.execute("UPDATE model SET enabled = true WHERE id = ?", model);
        Sql.text("SELECT pg_notify('perch_model_changed', ?)", model);
        Await.until("a change by another replica is heard", () -> predict(model).statusCode() == 200);
        assertThat(Ml.setting("max_model_on_node", 200).statusCode()).isEqualTo(200);
        assertThat(Ml.setting("max_model_on_node", null).statusCode()).isEqualTo(200);
        assertThat(Ml.post("/models/" + model + "/_undeploy").statusCode()).isEqualTo(200);
        assertThat(Ml.ended(Ml.post("/models/" + model + "/_deploy").path("task_id")).<String>path("state")).isEqualTo("COMPLETED");
    }

    @Test
    void aRegisterInItsMidstIsBroughtToItsEnd() {
        try (SlowSource source = new SlowSource(ZIP)) {
            Response register = Ml.post("/models/_register",
                    Ml.registration(Ml.name("model"), source.url(), Packages.sha256(ZIP)));
            source.awaitHalf();

            Servers.postgres().stop().run();
            source.goOn();
            Await.until("Perch says that it is not ready", () -> ready() == 503);
            Servers.postgres().start().run();
            Await.until("Perch is ready again", () -> ready() == 200);

            Response task = Ml.ended(register.path("task_id"));
            assertThat(task.<String>path("state")).as(task.asString()).isEqualTo("COMPLETED");
            assertThat(predict(register.path("model_id")).statusCode()).isEqualTo(200);
        }
    }

    private static void assertUnavailable(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(503);
        assertThat(answer.<String>path("error.code")).isEqualTo("database_unavailable");
        assertThat(answer.header("Retry-After")).isNotNull();
    }

    private static String firstOf(Load load) {
        return load.answers().values().stream().map(List::getFirst).toList().toString();
    }

    private static Response predict(String model) {
        return Ml.post("/models/" + model + "/_predict", QUESTION);
    }

    private static int ready() {
        return given().get("/q/health/ready").statusCode();
    }
}
