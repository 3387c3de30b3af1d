package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Kept;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.TinyModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A register that is refused at once: by url (M1) and by upload (M3). Nothing of it may stay. */
@QuarkusTest
@WithTestResource(Servers.class)
class RegisterRequestFaultsTest {

    private static final String CONFIG =
            "{\"model_type\": \"bert\", \"embedding_dimension\": 4, \"framework_type\": \"sentence_transformers\"}";

    @Test
    void allFaultsAreToldAtOnce() {
        Refusal.of(register("{}")).isInvalid().says("model name is null", "model format is null",
                "url and version are missing");
        Refusal.of(registerMeta("{}")).isInvalid().says("model name is null", "model format is null", "model config is null",
                "model content hash value is null", "total chunks field is null");
        Refusal.of(register("""
                {"name": ["n"], "model_format": "TAPE", "url": {}, "description": [],
                 "is_enabled": "perhaps", "deploy_setting": {"model_ttl_minutes": "soon", "is_auto_deploy_enabled": 7},
                 "model_config": {"embedding_dimension": "wide", "framework_type": "abacus", "pooling_mode": "deep",
                                  "normalize_result": "a bit", "model_max_length": 0}}"""))
                .isInvalid()
                .says("Field [name] must be a string", "Wrong model format", "Field [url] must be a string",
                        "Field [description] must be a string", "[perhaps]", "deploy_setting.model_ttl_minutes", "[7]",
                        "model type is null", "model_config.embedding_dimension", "Wrong framework type", "Wrong pooling method",
                        "[a bit]", "Field [model_config.model_max_length] must be >= 1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "{} | model type is null; embedding dimension is null; framework type is null",
        "{'model_type': 'bert', 'framework_type': 'sentence_transformers'} | embedding dimension is null",
        "{'model_type': 'bert', 'embedding_dimension': 4} | framework type is null",
        "{'embedding_dimension': 4, 'framework_type': 'sentence_transformers'} | model type is null",
        "'text' | Field [model_config] must be an object, but it is of type [string]"})
    void aConfigIsWhole(String config, String reason) {
        Refusal.of(register(withConfig(config.replace('\'', '"')))).isInvalid().says(reason);
    }

    @Test
    void keysStandInOneConfigOnly() {
        Refusal.of(register(withConfig(Ml.with("\"all_config\": \"{\\\"a\\\": 1}\", \"additional_config\": {\"a\": 2}", CONFIG))))
                .isInvalid().says("Duplicate keys found in both all_config and additional_config: a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GUESS", "", "TEXT EMBEDDING", "TEXT_EMBEDDING\\u0000"})
    void aFunctionIsOneOfAFew(String function) {
        Refusal.of(register(Ml.with("\"function_name\": \"" + function + "\"", withConfig(CONFIG))))
                .isInvalid().says("Wrong function name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connector", "connector_id"})
    void aConnectorIsForRemoteModels(String member) {
        Refusal.of(register(Ml.with("\"" + member + "\": {\"a\": 1}", withConfig(CONFIG)))).isInvalid()
                .says("A connector is for models with function_name remote");
    }

    @Test
    void aModelHasAUrlOrAVersion() {
        Refusal.of(register("{\"name\": \"huggingface/x\", \"model_format\": \"ONNX\"}")).isInvalid()
                .says("url and version are missing: a model of your own has a url, a pretrained one a name and a version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://bucket/model.zip", "jar:file:/x.jar!/model.zip", "model.zip", "", "gopher://127.0.0.1/1"})
    void theUrlIsNotTrusted(String url) {
        Refusal.of(register(Ml.registration(Ml.name("m"), url, "0")))
                .is(400, "illegal_argument_exception", "url_not_trusted")
                .says("URL can't match trusted url regex").advises("plugins.ml_commons.trusted_url_regex");
    }

    @Test
    void theUrlIsMalformed() {
        Refusal.of(register(Ml.registration(Ml.name("m"), "http://127.0.0.1/a b.zip", "0"))).isInvalid().says("url is malformed");
    }

    @Test
    void byUrlIsSwitchedOff() {
        Ml.setting("allow_registering_model_via_url", false);
        try {
            Refusal.of(register(Ml.registration(Ml.name("m"), "http://127.0.0.1:1/x.zip", "0")))
                    .is(400, "illegal_argument_exception", "registering_by_url_off")
                    .says("To upload custom model user needs to enable allow_registering_model_via_url settings. Otherwise"
                            + " please use OpenSearch pre-trained models.")
                    .advises("plugins.ml_commons.allow_registering_model_via_url");
        } finally {
            Ml.setting("allow_registering_model_via_url", null);
        }
    }

    @Test
    void byUploadIsSwitchedOff() {
        Ml.setting("allow_registering_model_via_local_file", false);
        try {
            String words = "To upload custom model from local file, user needs to enable allow_registering_model_via_local_file"
                    + " settings. Otherwise please use opensearch pre-trained models";
            Refusal.of(registerMeta(Ml.announcement(Ml.name("m"), "0".repeat(64), 1)))
                    .is(400, "illegal_argument_exception", "registering_by_upload_off").says(words);
            Refusal.of(Ml.chunk("some", 0, new byte[1]))
                    .is(400, "illegal_argument_exception", "registering_by_upload_off").says(words);
        } finally {
            Ml.setting("allow_registering_model_via_local_file", null);
        }
    }

    @Test
    void localModelsAreSwitchedOff() {
        Ml.setting("local_model.enabled", false);
        try {
            Refusal.of(register(Ml.registration(Ml.name("m"), "http://127.0.0.1:1/x.zip", "0")))
                    .is(400, "status_exception", "local_models_off").says("Local Model is currently disabled.");
            Refusal.of(registerMeta(Ml.announcement(Ml.name("m"), "0".repeat(64), 1)))
                    .is(400, "status_exception", "local_models_off").says("\"plugins.ml_commons.local_model.enabled\" to true.");
        } finally {
            Ml.setting("local_model.enabled", null);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "''      | model id is invalid",
        "_a      | model id must not start with '_'",
        "-a      | model id must not start with '-'",
        "a.b     | model id must contain only letters, digits, underscores, and hyphens, and must start with a letter or digit",
        "a\\u0000 | model id must contain only letters, digits, underscores, and hyphens, and must start with a letter or digit"})
    void anIdHasPlainCharacters(String id, String reason) {
        Refusal.of(register(Ml.with("\"model_id\": \"" + id + "\"", withConfig(CONFIG)))).isInvalid().says(reason);
    }

    @Test
    void anIdHasAnEnd() {
        Refusal.of(register(Ml.with("\"model_id\": \"" + "a".repeat(513) + "\"", withConfig(CONFIG))))
                .isInvalid().says("model id is too long, max length is 512");
    }

    @Test
    void theLongestIdWorks() {
        Path zip = TinyModels.embedding(Packages.folder("register-faults"));
        String id = Ml.name("x".repeat(475));
        Response accepted = register(Ml.with("\"model_id\": \"" + id + "\"", Ml.registration(Ml.name("m"), zip)));
        assertThat(id).hasSize(512);

        assertThat(accepted.<String>path("model_id")).isEqualTo(id);
        assertThat(Ml.ended(accepted.path("task_id")).asString()).contains("COMPLETED");
        assertThat(Ml.predict(id, "{\"text_docs\": [\"hello\"]}").statusCode()).isEqualTo(200);

        Ml.remove(id);
        assertThat(Kept.chunks(id)).isZero();
    }

    @Test
    void anIdIsUnique() {
        Path zip = TinyModels.embedding(Packages.folder("register-faults"));
        String id = Ml.name("own");
        String body = Ml.with("\"model_id\": \"" + id + "\"", Ml.registration(Ml.name("m"), zip));
        Ml.ended(register(body).path("task_id"));
        int version = Ml.get("/model_groups/" + Ml.get("/models/" + id).path("model_group_id")).path("latest_version");

        Refusal.of(register(body)).is(409, "status_exception", "id_taken").says("model id '" + id + "' already exists");

        String group = Ml.get("/models/" + id).path("model_group_id");
        assertThat(Ml.get("/model_groups/" + group).<Integer>path("latest_version")).isEqualTo(version);
        Ml.remove(id);
    }

    @Test
    void aNameHasAnEnd() {
        Refusal.of(register(Ml.registration("n".repeat(513), "http://127.0.0.1:1/x.zip", "0")))
                .isInvalid().says("model name is longer than 512 characters");
        Refusal.of(register(Ml.registration(" ", "http://127.0.0.1:1/x.zip", "0"))).isInvalid().says("model name is null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "description", "model_group_id"})
    void whatTheDatabaseCannotHoldIsTheCallersFault(String member) {
        String name = Ml.name("m");
        String body = Ml.registration(name, "http://127.0.0.1:1/x.zip", "0");
        String damaged = member.equals("name") ? body.replace(name, name + "\\u0000")
                : Ml.with("\"" + member + "\": \"a\\u0000b\"", body);

        Refusal.of(register(damaged)).isInvalid().says("U+0000");

        assertThat(Kept.groupsNamed(name)).isZero();
    }

    @Test
    void nodesNeedACustomPlan() {
        Refusal.of(register(Ml.with("\"model_node_ids\": [\"test\"]", withConfig(CONFIG))))
                .is(400, "illegal_argument_exception", "custom_plan_off").says("Don't allow custom deployment plan");
    }

    @Test
    void aFlagIsTrueOrFalse() {
        Refusal.of(Ml.post("/models/_register?deploy=perhaps", "{}")).isInvalid()
                .says("Failed to parse value [perhaps] as only [true] or [false] are allowed.");
    }

    @ParameterizedTest
    @CsvSource({"0, >= 1", "-1, >= 1", "10001, <= 10000", "many, many", "1.5, 1.5", "99999999999, 99999999999"})
    void anUploadHasABoundedNumberOfChunks(String chunks, String part) {
        Refusal.of(registerMeta(Ml.announcement(Ml.name("m"), "0".repeat(64), 1)
                .replace("\"total_chunks\": 1", "\"total_chunks\": \"" + chunks + "\"")))
                .isInvalid().says("[total_chunks]", part);
    }

    @Test
    void anUploadIsNoLargerThanAPackageMayBe() {
        Refusal.of(registerMeta(Ml.with("\"model_content_size_in_bytes\": 5000000000",
                Ml.announcement(Ml.name("m"), "0".repeat(64), 500))))
                .is(400, "illegal_argument_exception", "model_too_big")
                .says("Model file size exceeds the limit of 4GB: 5000000000").advises("perch.artifact.max-model-size");
    }

    private static String withConfig(String config) {
        return """
                {"name": "%s", "model_format": "ONNX", "url": "http://127.0.0.1:1/x.zip", "model_config": %s}"""
                .formatted(Ml.name("m"), config);
    }

    private static Response register(String body) {
        return Ml.post("/models/_register", body);
    }

    private static Response registerMeta(String body) {
        return Ml.post("/models/_register_meta", body);
    }
}
