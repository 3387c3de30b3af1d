package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.AtOnce;
import io.perch.testing.Await;
import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.Sql;
import io.perch.testing.TinyModels;
import io.perch.testing.WithRemoteModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many requests a model takes, from everybody and from each caller. */
@QuarkusTest
@WithTestResource(Servers.class)
class RateLimitTest extends WithRemoteModels {

    private static final Path ZIP = TinyModels.embedding(Packages.folder("rate-limit"));
    private static final String TWO_AN_HOUR = limiter("2", "HOURS");

    @Test
    void whatIsTooMuchIsRefusedAndToldWhenToReturn() {
        String model = remote("hello", TWO_AN_HOUR);

        assertThat(List.of(status(model), status(model), status(model))).containsExactly(200, 200, 429);
        Response refused = Ml.predict(model, "{}");
        Refusal.of(refused).is(429, "status_exception", "rate_limited").says("Request is throttled at model level.")
                .advises("the limit is 2 per HOURS");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1_700, 1_800);
    }

    @Test
    void localModelsAreLimitedToo() {
        String model = Ml.deployed(Ml.with(TWO_AN_HOUR, Ml.registration(Ml.name("m"), ZIP)));

        assertThat(List.of(Ml.predict(model, "{\"text_docs\": [\"a\"]}").statusCode(), Ml.predict(model, "{\"text_docs\": [\"a\"]}")
                .statusCode(), Ml.predict(model, "{\"text_docs\": [\"a\"]}").statusCode())).containsExactly(200, 200, 429);
        Ml.remove(model);
    }

    @Test
    void itIsRaisedAndTakenAwayWithoutAnOutage() {
        String model = remote("hello", limiter("0", "DAYS"));
        Response refused = Ml.predict(model, "{}");
        Refusal.of(refused).is(429, "status_exception", "rate_limited");
        assertThat(refused.header("Retry-After")).isEqualTo("86400");

        Ml.put("/models/" + model, "{\"rate_limiter\": {\"limit\": \"1\"}}");
        assertThat(Ml.get("/models/" + model).<Object>path("rate_limiter.limit")).isEqualTo("1");
        assertThat(Ml.get("/models/" + model).<Object>path("rate_limiter.unit")).isEqualTo("DAYS");
        assertThat(List.of(status(model), status(model))).containsExactly(200, 429);

        Ml.put("/models/" + model, "{\"rate_limiter\": null}");
        assertThat(List.of(status(model), status(model))).containsExactly(200, 200);
        assertThat(Ml.get("/models/" + model).<Object>path("rate_limiter")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"5, NANOSECONDS", "'\"5\"', MICROSECONDS", "5, MILLISECONDS", "0.5, seconds", "5, Minutes", "1e6, HOURS", "5, DAYS"})
    void everyUnitIsTaken(String limit, String unit) {
        String model = remote("hello", "\"rate_limiter\": {\"limit\": " + limit + ", \"unit\": \"" + unit + "\"}");

        assertThat(status(model)).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"limit": "abc", "unit": "MINUTES"}     | Limit field must be a positive number.
            {"limit": "-1", "unit": "MINUTES"}      | Limit field must be a positive number.
            {"limit": 1e300, "unit": "MINUTES"}     | Limit field must be a positive number.
            {"limit": "1e-99999", "unit": "DAYS"}   | Limit field must be a positive number.
            {"limit": "NaN", "unit": "MINUTES"}     | Limit field must be a positive number.
            {"limit": {}, "unit": "MINUTES"}        | rate_limiter.limit
            {"limit": 1, "unit": "FORTNIGHTS"}      | Unit field must be one of NANOSECONDS, MICROSECONDS
            {"limit": 1}                            | rate_limiter has no unit
            {"unit": "MINUTES"}                     | rate_limiter has no limit
            5                                       | must be an object""")
    void whatIsNoLimitIsNotStored(String limiter, String fault) {
        String connector = connector("hello");
        String before = Ml.registered(Connectors.registration(connector));

        Refusal.of(Ml.post("/models/_register", Ml.with("\"rate_limiter\": " + limiter, Connectors.registration(connector))))
                .isInvalid().says(fault);
        Refusal.of(Ml.put("/models/" + before, "{\"rate_limiter\": " + limiter + "}")).isInvalid().says(fault);
        assertThat(Ml.get("/models/" + before).<Object>path("rate_limiter")).isNull();
    }

    @Test
    void whatAnotherReplicaHasTakenIsGone() {
        String model = remote("hello", TWO_AN_HOUR);
        assertThat(status(model)).isEqualTo(200);

        Sql.execute("UPDATE request_tokens SET tokens = tokens - 1 WHERE model_id = ?", model);

        assertThat(status(model)).isEqualTo(429);
    }

    @Test
    void aBurstIsWhatTheLimitSaysHoweverManyAskAtOnce() {
        String model = remote("hello", limiter("20", "HOURS"));

        List<Integer> statuses = AtOnce.run(60, caller -> status(model));

        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(20);
        assertThat(statuses.stream().filter(status -> status == 429)).hasSize(40);
    }

    @Test
    void whatABusyReplicaHasTakenAheadAndNobodySendsIsGivenBack() {
        String model = remote("hello", limiter("1000", "SECONDS"));
        assertThat(status(model)).isEqualTo(200);

        Await.until("the rest is given back",
                () -> Sql.number("SELECT tokens::bigint FROM request_tokens WHERE model_id = ?", model) >= 999);
    }

    @Test
    void aRefusedRequestIsNoRequestToTheService() {
        String model = remote("hello", limiter("0", "DAYS"));
        Ml.predict(model, "{}");

        assertThat(provider.asked()).isEmpty();
    }

    // ---- Controllers --------------------------------------------------------------------------------------------------

    @Test
    void aCallerWhoIsNamedIsLimited() {
        String model = remote("hello", "\"is_enabled\": true");
        Response made = Ml.post("/controllers/" + model, users("anonymous", 1));
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(200);
        assertThat(made.<String>path("status")).isEqualTo("CREATED");
        assertThat(made.<String>path("model_id")).isEqualTo(model);
        assertThat(Ml.get("/models/" + model).<Boolean>path("is_controller_enabled")).isTrue();

        assertThat(status(model)).isEqualTo(200);
        Refusal.of(Ml.predict(model, "{}")).is(429, "status_exception", "rate_limited_user")
                .says("Request is throttled at user level.").advises("the limit of anonymous is 1 per DAYS");

        assertThat(Ml.post("/controllers/" + model, users("bob", 1)).<String>path("status")).isEqualTo("UPDATED");
        assertThat(status(model)).isEqualTo(200);
        assertThat(Ml.get("/controllers/" + model).asString())
                .isEqualTo("{\"model_id\":\"" + model + "\",\"user_rate_limiter\":{\"bob\":{\"limit\":\"1\",\"unit\":\"DAYS\"}}}");
    }

    @Test
    void whoIsNotLetThroughHasNotUsedUpAnybodyElses() {
        String model = remote("hello", TWO_AN_HOUR);
        Ml.post("/controllers/" + model, users("anonymous", 0));
        assertThat(List.of(status(model), status(model), status(model))).containsExactly(429, 429, 429);

        Ml.delete("/controllers/" + model);

        assertThat(List.of(status(model), status(model), status(model))).containsExactly(200, 200, 429);
    }

    @Test
    void limitsOfCallersAreChangedOneByOne() {
        String model = remote("hello", "\"is_enabled\": true");
        Refusal.of(Ml.put("/controllers/" + model, users("bob", 2))).is(409, "status_exception", "controller_missing");
        Ml.post("/controllers/" + model, "{\"user_rate_limiter\": {\"bob\": {\"limit\": 4, \"unit\": \"MINUTES\"},"
                + " \"ann\": {\"limit\": 1, \"unit\": \"DAYS\"}}}");

        Response changed = Ml.put("/controllers/" + model,
                "{\"user_rate_limiter\": {\"bob\": {\"limit\": \"5\"}, \"ann\": null, \"eve\": {\"limit\": 1, \"unit\": \"DAYS\"}}}");
        assertThat(changed.<String>path("_index")).isEqualTo(".plugins-ml-controller");
        assertThat(changed.<String>path("result")).isEqualTo("updated");
        assertThat(changed.<Integer>path("_version")).isEqualTo(2);
        assertThat(Ml.get("/controllers/" + model).<Object>path("user_rate_limiter.bob.limit")).isEqualTo("5");
        assertThat(Ml.get("/controllers/" + model).<Object>path("user_rate_limiter.bob.unit")).isEqualTo("MINUTES");
        assertThat(Ml.get("/controllers/" + model).<Object>path("user_rate_limiter.ann")).isNull();
        assertThat(Ml.get("/controllers/" + model).<Object>path("user_rate_limiter.eve.unit")).isEqualTo("DAYS");
        Refusal.of(Ml.put("/controllers/" + model, "{\"user_rate_limiter\": {\"new\": {\"limit\": \"5\"}}}")).isInvalid()
                .says("new has no unit");
    }

    @Test
    void aControllerIsDeletedWithItsAnswerInTheOriginalsShape() {
        String model = remote("hello", "\"is_enabled\": true");
        Ml.post("/controllers/" + model, users("bob", 1));

        Response gone = Ml.delete("/controllers/" + model);
        assertThat(gone.<String>path("result")).isEqualTo("deleted");
        Refusal.of(Ml.get("/controllers/" + model)).is(404, "status_exception", "controller_not_found")
                .says("Failed to find model controller with the provided model ID: " + model);
        Refusal.of(Ml.delete("/controllers/" + model)).is(404, "status_exception", "controller_not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"user_rate_limiter\": 5}", "{\"user_rate_limiter\": {\"bob\": 5}}",
        "{\"user_rate_limiter\": {\"bob\": {\"limit\": -1, \"unit\": \"DAYS\"}}}",
        "{\"user_rate_limiter\": {\"bob\": {\"limit\": 1, \"unit\": \"X\"}}}", "{\"user_rate_limiter\": {\"bob\": {\"limit\": 1}}}"})
    void whatIsNoControllerIsNotStored(String body) {
        String model = remote("hello", "\"is_enabled\": true");

        Refusal.of(Ml.post("/controllers/" + model, body)).isInvalid();
        Refusal.of(Ml.get("/controllers/" + model)).is(404, "status_exception", "controller_not_found");
    }

    @Test
    void aModelThatIsNotThereHasNone() {
        Refusal.of(Ml.post("/controllers/nobody", users("bob", 1))).is(404, "status_exception", "model_not_found")
                .says("Failed to find model to create the corresponding model controller");
        Refusal.of(Ml.get("/controllers/nobody")).is(404, "status_exception", "controller_not_found");
    }

    @Test
    void theyCanBeSwitchedOff() {
        String model = remote("hello", "\"is_enabled\": true");
        Ml.post("/controllers/" + model, users("anonymous", 0));
        Ml.setting("controller_enabled", false);
        try {
            Refusal.of(Ml.get("/controllers/" + model)).is(400, "illegal_state_exception", "controllers_off");
            assertThat(status(model)).isEqualTo(200);
        } finally {
            Ml.setting("controller_enabled", null);
        }
        assertThat(status(model)).isEqualTo(429);
    }

    private static int status(String model) {
        return Ml.predict(model, "{}").statusCode();
    }

    private static String users(String user, int limit) {
        return "{\"user_rate_limiter\": {\"" + user + "\": {\"limit\": " + limit + ", \"unit\": \"DAYS\"}}}";
    }

    private static String limiter(String limit, String unit) {
        return "\"rate_limiter\": {\"limit\": \"" + limit + "\", \"unit\": \"" + unit + "\"}";
    }
}
