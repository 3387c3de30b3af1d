package io.perch.job;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Await;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.Sql;
import io.perch.testing.TinyModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A replica whose models may take 80 MiB together, and whose operator allows it to put the least recently used out. Each model
 * is a package of 20 MiB, which is reckoned to take 30: its weights are tiny, so that no measurement says otherwise.
 */
@QuarkusTest
@TestProfile(EvictionTest.Crowded.class)
@WithTestResource(Servers.class)
class EvictionTest {

    private static final Path ZIP = TinyModels.padded(Packages.folder("eviction"), 20 << 20);
    private static final String HELLO = "{\"text_docs\": [\"hello\"]}";

    public static class Crowded implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("perch.deploy.memory-budget", String.valueOf(80 << 20), "perch.deploy.evict", "lru",
                    "perch.deploy.evict-after-idle", "0s");
        }
    }

    /** Those of other tests, whom nobody needs here. */
    @BeforeEach
    @AfterEach
    void nothingIsDeployed() {
        for (String id = wanted(); id != null; id = wanted()) {
            Ml.post("/models/" + id + "/_undeploy");
        }
        Await.until("nothing is held", () -> Sql.number("SELECT count(*) FROM holding") == 0);
    }

    private static String wanted() {
        return Sql.text("SELECT model_id FROM wanted");
    }

    @Test
    void theLeastRecentlyUsedMakesRoomAndComesBackWhenItIsAskedFor() {
        String first = Ml.deployed(ZIP);
        String second = Ml.deployed(ZIP);
        assertThat(Ml.predict(first, HELLO).statusCode()).isEqualTo(200);
        double evictions = evictions("lru");

        String third = Ml.deployed(ZIP);

        assertThat(state(second)).isEqualTo("UNDEPLOYED");
        assertThat(state(first)).isEqualTo("DEPLOYED");
        assertThat(evictions("lru")).isEqualTo(evictions + 1);
        assertThat(Ml.predict(second, HELLO).statusCode()).isEqualTo(200);
        assertThat(state(second)).isEqualTo("DEPLOYED");
        assertThat(state(first)).isEqualTo("UNDEPLOYED");
        assertThat(state(third)).isEqualTo("DEPLOYED");
    }

    @Test
    void whoIsWantedAndWasPutOutDoesNotPushItsWayBack() {
        String first = Ml.deployed(ZIP);
        String second = Ml.deployed(ZIP);
        Ml.deployed(ZIP);
        assertThat(state(first)).isEqualTo("UNDEPLOYED");

        // a new deploy of what is there makes the replica compare all that is wanted with all that it holds
        assertThat(deploy(second).<String>path("state")).isEqualTo("COMPLETED");

        assertThat(Sql.text("SELECT state FROM holding WHERE model_id = ?", first)).isEqualTo("EVICTED");
        assertThat(Sql.number("SELECT count(*) FROM wanted WHERE model_id = ?", first)).isOne();
        assertThat(deploy(first).<String>path("state")).isEqualTo("COMPLETED");
        assertThat(state(first)).isEqualTo("DEPLOYED");
    }

    @Test
    void whoWouldNotComeBackStays() {
        String pinned = Ml.with("\"deploy_setting\": {\"is_auto_deploy_enabled\": false}", Ml.registration(Ml.name("pinned"), ZIP));
        String first = Ml.deployed(pinned.replace("pinned-", "first-"));
        String second = Ml.deployed(pinned);

        Refusal refusal = Refusal.ofTask(deploy(Ml.registered(ZIP)));

        refusal.is(429, "circuit_breaking_exception", "memory_short").says("needs about 30 MiB", " 19 MiB are free")
                .advises("it would fit if " + first + " (30 MiB) were undeployed", "perch.deploy.memory-budget");
        assertThat(state(first)).isEqualTo("DEPLOYED");
        assertThat(state(second)).isEqualTo("DEPLOYED");
    }

    @Test
    void nobodyGoesForAModelThatWouldNotFitAnyway() {
        String first = Ml.deployed(ZIP);
        Path huge = TinyModels.padded(Packages.folder("eviction"), 60 << 20);

        Refusal.ofTask(deploy(Ml.registered(huge))).is(429, "circuit_breaking_exception", "memory_short")
                .says("needs about 90 MiB").advises("give the replica more memory");

        assertThat(state(first)).isEqualTo("DEPLOYED");
    }

    private static double evictions(String reason) {
        return given().get("/q/metrics").asString().lines().filter(line -> line.startsWith("perch_evictions_total{"))
                .filter(line -> line.contains("reason=\"" + reason + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum();
    }

    private static String state(String model) {
        return Ml.get("/models/" + model).path("model_state");
    }

    private static Response deploy(String model) {
        return Ml.ended(Ml.post("/models/" + model + "/_deploy").path("task_id"));
    }
}
