package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.TinyModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** M9: what of a registered model can be changed, and what is refused. */
@QuarkusTest
@WithTestResource(Servers.class)
class ModelUpdateTest {

    private String model;

    @BeforeEach
    void register() {
        model = Ml.registered(TinyModels.embedding(Packages.folder("model-update")));
    }

    @AfterEach
    void remove() {
        Ml.remove(model);
    }

    @Test
    void nameAndDescription() {
        String group = shown().path("model_group_id");

        changes("{\"name\": \"renamed\", \"description\": \"better\"}");

        assertThat(shown().<String>path("name")).isEqualTo("renamed");
        assertThat(shown().<String>path("description")).isEqualTo("better");
        assertThat(shown().<String>path("model_group_id")).isEqualTo(group);
        changes("{}");
        assertThat(shown().<String>path("name")).isEqualTo("renamed");
        changes("{\"name\": null, \"description\": \"\"}");
        assertThat(shown().<String>path("name")).isEqualTo("renamed");
    }

    @Test
    void theAnswerIsThatOfAStore() {
        Response answer = Ml.put("/models/" + model, "{\"description\": \"better\"}");

        assertThat(answer.<String>path("_index")).isEqualTo(".plugins-ml-model");
        assertThat(answer.<String>path("_id")).isEqualTo(model);
        assertThat(answer.<Integer>path("_shards.failed")).isZero();
    }

    @Test
    void disabledItRefusesPredictsAtOnce() {
        assertThat(predict().statusCode()).isEqualTo(200);

        changes("{\"is_enabled\": \"false\"}");

        Refusal.of(predict()).is(403, "status_exception", "model_disabled").says("Model is disabled.");
        changes("{\"is_enabled\": true}");
        assertThat(predict().statusCode()).isEqualTo(200);
    }

    @Test
    void deploySettingIsHonoured() {
        changes("{\"deploy_setting\": {\"is_auto_deploy_enabled\": false, \"model_ttl_minutes\": 15}}");

        assertThat(shown().<Boolean>path("deploy_setting.is_auto_deploy_enabled")).isFalse();
        assertThat(shown().<Integer>path("deploy_setting.model_ttl_minutes")).isEqualTo(15);
        Refusal.of(predict()).is(400, "illegal_argument_exception", "model_not_deployed")
                .says("Auto deployment disabled for this model, please deploy model first Model ID: " + model)
                .advises("_deploy");
        assertThat(shown().<String>path("model_state")).isEqualTo("REGISTERED");
        changes("{\"deploy_setting\": {\"is_auto_deploy_enabled\": true}}");
        assertThat(predict().statusCode()).isEqualTo(200);
    }

    @Test
    void aConfigIsMergedIntoTheStoredOne() {
        changes("{\"model_config\": {\"pooling_mode\": \"cls\", \"normalize_result\": true, \"query_prefix\": \"hello \"}}");

        assertThat(shown().<String>path("model_config.pooling_mode")).isEqualTo("CLS");
        assertThat(shown().<Boolean>path("model_config.normalize_result")).isTrue();
        assertThat(shown().<String>path("model_config.model_type")).isEqualTo("bert");
        assertThat(shown().<Integer>path("model_config.embedding_dimension")).isEqualTo(4);
    }

    @Test
    void aConfigIsHonouredByADeployedModel() {
        String text = "{\"text_docs\": [\"hello\"]}";
        assertThat(Ml.predict(model, text).asString()).contains("[0.6666667,1.0,1.0,1.3333334]");

        changes("{\"model_config\": {\"pooling_mode\": \"cls\"}}");
        assertThat(Ml.post("/models/" + model + "/_undeploy").statusCode()).isEqualTo(200);

        // the vector of [CLS]
        assertThat(Ml.predict(model, text).asString()).contains("[1.0,0.0,0.0,0.0]");
    }

    @Test
    void inAnotherGroupItIsTheNextVersion() {
        String group = Ml.post("/model_groups/_register", "{\"name\": \"" + Ml.name("target") + "\"}").path("model_group_id");
        String before = shown().path("model_group_id");

        changes("{\"model_group_id\": \"" + group + "\"}");

        assertThat(shown().<String>path("model_group_id")).isEqualTo(group);
        assertThat(shown().<String>path("model_version")).isEqualTo("1");
        assertThat(Ml.get("/model_groups/" + group).<Integer>path("latest_version")).isEqualTo(1);
        assertThat(Ml.delete("/model_groups/" + before).<String>path("result")).isEqualTo("deleted");
    }

    @Test
    void anotherGroupMustExist() {
        Refusal.of(Ml.put("/models/" + model, "{\"model_group_id\": \"nobody\"}")).is(404, "status_exception", "group_not_found")
                .says("Failed to find the model group with the provided model group id in the update model input,"
                        + " MODEL_GROUP_ID: nobody");
    }

    @Test
    void allFaultsAreToldAtOnce() {
        Refusal.of(Ml.put("/models/" + model, """
                {"name": {}, "description": [], "is_enabled": "maybe", "model_config": {"pooling_mode": "deep"},
                 "deploy_setting": {"model_ttl_minutes": -2}, "rate_limiter": {"limit": -1}}""")).isInvalid()
                .says("Field [name] must be a string", "Field [description] must be a string", "[maybe]", "Wrong pooling method",
                        "Field [deploy_setting.model_ttl_minutes] must be >= -1",
                        "Limit field must be a positive number.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"name\": \"  \"}         | model name is null",
        "{\"name\": \"LONG\"}       | model name is longer than 512 characters",
        "{\"model_config\": \"no\"} | Field [model_config] must be an object"})
    void aChangeIsSound(String body, String reason) {
        Refusal.of(Ml.put("/models/" + model, body.replace("LONG", "n".repeat(513)))).isInvalid().says(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"connector\": {}}", "{\"connector_id\": \"c\"}"})
    void connectorsAreForRemoteModels(String body) {
        Refusal.of(Ml.put("/models/" + model, body)).is(400, "status_exception", "model_is_local")
                .says("Trying to update the connector or connector_id field on a local model.");
    }

    private void changes(String body) {
        Response answer = Ml.put("/models/" + model, body);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.<String>path("result")).isEqualTo("updated");
    }

    private Response shown() {
        return Ml.get("/models/" + model);
    }

    private Response predict() {
        return Ml.predict(model, "{\"text_docs\": [\"hello\"]}");
    }
}
