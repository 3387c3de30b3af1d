package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Kept;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Refusal;
import io.perch.testing.Repository;
import io.perch.testing.Servers;
import io.perch.testing.TinyModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models registered by name and version, from a folder that mirrors the repository. */
@QuarkusTest
@WithTestResource(Servers.class)
class PretrainedTest {

    /** Each test has models of its own: what an earlier one has left in the folder must not help. */
    private final String name = "hf/st/" + Ml.name("tiny");
    private final Path zip = TinyModels.embedding(Packages.folder("pretrained-zips"));
    private final Repository repository = Repository.ofTests();
    private String model;

    @BeforeEach
    void onlyTheRepositoryIsOpen() {
        Ml.setting("allow_registering_model_via_url", false);
        Ml.setting("trusted_url_regex", "^nowhere$");
    }

    @AfterEach
    void clearUp() {
        Ml.setting("allow_registering_model_via_url", null);
        Ml.setting("trusted_url_regex", null);
        if (model != null) {
            Ml.remove(model);
        }
    }

    @Test
    void aNameAndAVersionAreEnough() {
        repository.holds(name, "1.0.1", zip);

        Response task = register(Repository.registration(name, "1.0.1"));

        assertThat(task.<String>path("function_name")).isEqualTo("TEXT_EMBEDDING");
        Response shown = Ml.get("/models/" + model);
        assertThat(shown.<String>path("name")).isEqualTo(name);
        assertThat(shown.<String>path("model_version")).isEqualTo("1");
        assertThat(shown.<String>path("model_state")).isEqualTo("REGISTERED");
        assertThat(shown.<String>path("model_format")).isEqualTo("ONNX");
        assertThat(shown.<String>path("model_content_hash_value")).isEqualTo(Packages.sha256(zip));
        assertThat(shown.<Integer>path("model_content_size_in_bytes")).isEqualTo((int) zip.toFile().length());
        assertThat(shown.<String>path("model_config.framework_type")).isEqualTo("SENTENCE_TRANSFORMERS");
        assertThat(shown.<Integer>path("model_config.embedding_dimension")).isEqualTo(4);
        assertThat(Kept.chunks(model)).isEqualTo(1);
        answers();
    }

    @Test
    void whatTheRequestSaysBesidesIsKept() {
        repository.holds(name, "1.0.1", zip);
        String id = Ml.name("own");
        String group = Ml.post("/model_groups/_register", "{\"name\": \"%s\"}".formatted(Ml.name("g"))).path("model_group_id");

        register(Ml.with("""
                "model_id": "%s", "model_group_id": "%s", "description": "mine", "is_enabled": false,
                "deploy_setting": {"is_auto_deploy_enabled": false, "model_ttl_minutes": 7}""".formatted(id, group),
                Repository.registration(name, "1.0.1")));

        Response shown = Ml.get("/models/" + id);
        assertThat(model).isEqualTo(id);
        assertThat(shown.<String>path("model_group_id")).isEqualTo(group);
        assertThat(shown.<String>path("description")).isEqualTo("mine");
        assertThat(shown.<Boolean>path("is_enabled")).isFalse();
        assertThat(shown.<Boolean>path("deploy_setting.is_auto_deploy_enabled")).isFalse();
        assertThat(shown.<Integer>path("deploy_setting.model_ttl_minutes")).isEqualTo(7);
    }

    @Test
    void whatStandsBeforeItIsKept() {
        String registration = Ml.with("\"rate_limiter\": {\"limit\": 5, \"unit\": \"DAYS\"}, \"interface\": {\"input\": {}},"
                + " \"guardrails\": {\"input_guardrail\": {\"regex\": [\"abort\"]}}", Repository.registration(name, "1.0.1"));
        repository.holds(name, "1.0.1", zip);

        Response shown = Ml.get("/models/" + Ml.registered(registration));

        assertThat(shown.<String>path("rate_limiter.limit")).isEqualTo("5");
        assertThat(shown.<String>path("interface.input")).isEqualTo("{}");
        assertThat(shown.<String>path("guardrails.input_guardrail.regex[0]")).isEqualTo("abort");
    }

    @Test
    void itIsDeployedOnRequest() {
        repository.holds(name, "1.0.1", zip);
        Response accepted = Ml.post("/models/_register?deploy=true", Repository.registration(name, "1.0.1"));
        model = accepted.path("model_id");

        assertThat(Ml.ended(accepted.path("task_id")).<String>path("state")).isEqualTo("COMPLETED");

        assertThat(Ml.get("/models/" + model).<String>path("model_state")).isIn("DEPLOYING", "DEPLOYED");
        answers();
        assertThat(Ml.get("/models/" + model).<String>path("model_state")).isEqualTo("DEPLOYED");
    }

    @Test
    void versionAndFormatAreTakenInAnyLetterCase() {
        repository.holds(name, "1.0.1-rc", zip);

        register(Repository.registration(name, "1.0.1-RC").replace("ONNX", "Onnx"));

        answers();
    }

    @ParameterizedTest
    @CsvSource({"SPARSE_ENCODING", "QUESTION_ANSWERING", "TEXT_SIMILARITY"})
    void theRepositoryKnowsTheFunction(String function) {
        repository.lists(name, "1", "onnx").contains(name, "1", "onnx", zip)
                .describes(name, "1", "onnx", Repository.card("function_name", function, Repository.CONFIG, zip));

        Response task = register(Ml.with("\"function_name\": \"TEXT_EMBEDDING\"", Repository.registration(name, "1")));

        assertThat(task.<String>path("function_name")).isEqualTo(function);
        assertThat(Ml.get("/models/" + model).<String>path("algorithm")).isEqualTo(function);
    }

    @Test
    void olderFilesNameTheFunctionOtherwise() {
        repository.lists(name, "1", "onnx").contains(name, "1", "onnx", zip)
                .describes(name, "1", "onnx", Repository.card("model_task_type", "TEXT_SIMILARITY", Repository.CONFIG, zip));

        register(Repository.registration(name, "1"));

        assertThat(Ml.get("/models/" + model).<String>path("algorithm")).isEqualTo("TEXT_SIMILARITY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"hidden_size\": 4}", "\"{\\\"hidden_size\\\": 4}\""})
    void allConfigIsAnObjectOrAText(String allConfig) {
        repository.lists(name, "1", "onnx").contains(name, "1", "onnx", zip)
                .describes(name, "1", "onnx", Repository.card("function_name", "TEXT_EMBEDDING",
                        Ml.with("\"all_config\": " + allConfig, Repository.CONFIG), zip));

        register(Repository.registration(name, "1"));

        assertThat(Ml.get("/models/" + model).<String>path("model_config.all_config").replace(" ", ""))
                .isEqualTo("{\"hidden_size\":4}");
    }

    @Test
    void theConfigOfTheRequestIsNotUsed() {
        repository.holds(name, "1", zip);

        register(Ml.with("\"model_config\": {\"embedding_dimension\": 9}", Repository.registration(name, "1")));

        assertThat(Ml.get("/models/" + model).<Integer>path("model_config.embedding_dimension")).isEqualTo(4);
    }

    @Test
    void aCallerMayInsistOnAHash() {
        repository.holds(name, "1", zip);
        String registration = Repository.registration(name, "1");

        failed(Ml.with("\"model_content_hash_value\": \"" + "0".repeat(64) + "\"", registration))
                .is(400, "illegal_argument_exception", "hash_mismatch")
                .says("model content changed", "0".repeat(64), Packages.sha256(zip));
        register(Ml.with("\"model_content_hash_value\": \"" + Packages.sha256(zip) + "\"", registration));
    }

    @Test
    void theNameIsNotListed() {
        repository.lists("hf/st/all-MiniLM-L6-v2", "1", "onnx");

        failed("all-minilm-l6-v2", "1").is(400, "illegal_argument_exception", "pretrained_not_listed")
                .says("This model is not in the pre-trained model list, please check your parameters.")
                .advises("did you mean hf/st/all-MiniLM-L6-v2?");
    }

    @Test
    void theVersionIsNotListed() {
        repository.lists(name, "1.0.1,1.0.2", "onnx");

        failed(name, "1.0.3").is(400, "illegal_argument_exception", "pretrained_not_listed")
                .says("This model is not in the pre-trained model list").advises(name + " has the versions 1.0.1, 1.0.2");
    }

    @Test
    void theFormatIsNotListed() {
        repository.lists(name, "1", "torch_script");

        failed(name, "1").is(400, "illegal_argument_exception", "pretrained_not_listed")
                .says("This model is not in the pre-trained model list").advises(name + " 1 has the formats torch_script");
    }

    @Test
    void thereIsNoListing() {
        repository.withoutListing();

        failed(name, "1").is(502, "status_exception", "fetch_failed")
                .says("Cannot fetch file:", "/pretrained/model_listing/pre_trained_models.json: there is no such file")
                .advises("perch.pretrained.root");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>moved</html>", "{}", ""})
    void theListingIsGarbage(String listing) {
        repository.listing(listing);

        failed(name, "1").is(502, "status_exception", "pretrained_unreadable")
                .says("Cannot use file:", "/pre_trained_models.json: it is no ").advises("perch.pretrained.root");
    }

    @Test
    void thereIsNoConfig() {
        repository.lists(name, "1", "onnx");

        failed(name, "1").is(502, "status_exception", "fetch_failed").says(name + "/1/onnx/config.json: there is no such file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "oh | it is no JSON",
        "[] | it is no object",
        "{'model_config': 7} | Field [model_config] must be an object",
        "{} | model config is null",
        "{'model_config': {'framework_type': 'abacus', 'model_type': 'bert'}} | embedding dimension is null; Wrong framework type"})
    void theConfigIsGarbage(String config, String why) {
        repository.lists(name, "1", "onnx").describes(name, "1", "onnx", config.replace('\'', '"'));

        failed(name, "1").is(502, "status_exception", "pretrained_unreadable")
                .says("Cannot use file:", name + "/1/onnx/config.json: " + why).advises("perch.pretrained.root");
    }

    @Test
    void thereIsNoZip() {
        repository.lists(name, "1", "onnx")
                .describes(name, "1", "onnx", Repository.card("function_name", "TEXT_EMBEDDING", Repository.CONFIG, zip));

        failed(name, "1").is(502, "status_exception", "fetch_failed")
                .says(name + "/1/onnx/" + name.substring(3).replace('/', '_') + "-1-onnx.zip: there is no such file");
    }

    @Test
    void theZipIsAnother() {
        Path other = TinyModels.notANumber(Packages.folder("pretrained-zips"));
        repository.holds(name, "1", zip).contains(name, "1", "onnx", other);

        failed(name, "1").is(400, "illegal_argument_exception", "hash_mismatch")
                .says("model content changed", Packages.sha256(zip), Packages.sha256(other)).advises("config.json");
    }

    @Test
    void theZipIsNoPackage() {
        Path broken = TinyModels.noTokenizer(Packages.folder("pretrained-zips"));
        repository.holds(name, "1", broken);

        failed(name, "1").is(400, "illegal_argument_exception", "package_incomplete").says("No tokenizer file");
    }

    @Test
    void theTaskSaysHowFarItCame() {
        assertThat(stageOfTheFailure()).isEqualTo("LIST");
        repository.lists(name, "1", "onnx");
        assertThat(stageOfTheFailure()).isEqualTo("CONFIG");
        repository.describes(name, "1", "onnx", Repository.card("function_name", "TEXT_EMBEDDING", Repository.CONFIG, zip));
        assertThat(stageOfTheFailure()).isEqualTo("FETCH");
        repository.contains(name, "1", "onnx", TinyModels.notANumber(Packages.folder("pretrained-zips")));
        assertThat(stageOfTheFailure()).isEqualTo("VERIFY");
    }

    private String stageOfTheFailure() {
        Response accepted = Ml.post("/models/_register", Repository.registration(name, "1"));
        Response task = Ml.ended(accepted.path("task_id"));
        assertThat(task.<String>path("state")).isEqualTo("FAILED");
        return task.path("stage");
    }

    /** Even when the listing names it and the files are there. */
    @Test
    void aNameDoesNotLeadOutOfTheFolder() {
        String outside = "../pretrained-outside/" + Ml.name("tiny");
        repository.holds(outside, "1", zip);

        failed(outside, "1").is(400, "illegal_argument_exception", "pretrained_not_listed")
                .advises("a name or version that leads out of its folder is never served");
    }

    private Response register(String registration) {
        Response accepted = Ml.post("/models/_register", registration);
        assertThat(accepted.statusCode()).as(accepted.asString()).isEqualTo(200);
        model = accepted.path("model_id");
        Response task = Ml.ended(accepted.path("task_id"));
        assertThat(task.<String>path("state")).as(task.asString()).isEqualTo("COMPLETED");
        return task;
    }

    private void answers() {
        Response predict = Ml.predict(model, "{\"text_docs\": [\"hello world\"]}");
        assertThat(predict.statusCode()).as(predict.asString()).isEqualTo(200);
        assertThat(predict.<List<Float>>path("inference_results[0].output[0].data")).hasSize(4);
    }

    private Refusal failed(String registration) {
        return RegisterFaults.failed(name, registration);
    }

    private static Refusal failed(String wanted, String version) {
        return RegisterFaults.failed(wanted, Repository.registration(wanted, version));
    }
}
