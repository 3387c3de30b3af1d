package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.Json;
import io.perch.testing.Behaviours;
import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.OpenAi;
import io.perch.testing.OpenAi.Refused;
import io.perch.testing.Provider.Behaviour;
import io.perch.testing.Servers;
import io.perch.testing.WithProvider;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code POST /v1/embeddings} by models that are elsewhere. */
@QuarkusTest
@WithTestResource(Servers.class)
class RemoteEmbeddingsTest extends WithProvider {

    private static final String TWO = "[\"today is sunny\", \"héllo \\\"you\\\"\"]";
    private static final String TWO_VECTORS = "{\"data\": [{\"embedding\": [0.5, -1]}, {\"embedding\": [0.25, 3e-3]}]}";

    @Test
    void theWholeAnswer() {
        String model = openAi(Behaviours.json(TWO_VECTORS));

        Response answer = OpenAi.embed(model, TWO);

        assertThat(answer.asString()).isEqualTo("{\"object\":\"list\",\"data\":["
                + "{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.5,-1.0]},"
                + "{\"object\":\"embedding\",\"index\":1,\"embedding\":[0.25,0.003]}],\"model\":\"" + model
                + "\",\"usage\":{\"prompt_tokens\":0,\"total_tokens\":0}}");
        assertThat(provider.asked()).hasSize(1);
        assertThat(Json.read(provider.last().body(), JsonNode.class)).isEqualTo(Json.read(
                "{\"model\": \"text-embedding-3-small\", \"input\": " + TWO + "}", JsonNode.class));
    }

    @Test
    void asBase64() {
        String model = openAi(Behaviours.json(TWO_VECTORS));

        Response answer = OpenAi.embed(model, TWO, "\"encoding_format\": \"base64\"");

        assertThat(answer.<String>path("data[0].embedding")).isEqualTo("AAAAPwAAgL8=");
        assertThat(OpenAi.vector(answer, 1)).containsExactly(0.25f, 0.003f);
    }

    @Test
    void aServiceThatTakesOneTextIsAskedForEach() {
        provider.on("/titan", (asked, wire) -> Behaviours.json("{\"embedding\": [" + asked.body().length() + ", 1]}")
                .answer(asked, wire));
        String model = Connectors.model(Connectors.draft(provider.url("/titan"),
                "{\"inputText\":\"${parameters.inputText}\"}", "{}",
                "\"pre_process_function\": \"connector.pre_process.bedrock.embedding\"",
                "\"post_process_function\": \"connector.post_process.bedrock.embedding\""));

        Response answer = OpenAi.embed(model, "[\"a\", \"bb\", \"ccc\"]");

        int first = "{\"inputText\":\"a\"}".length();
        assertThat(List.of(OpenAi.vector(answer, 0), OpenAi.vector(answer, 1), OpenAi.vector(answer, 2))).containsExactly(
                List.of((float) first, 1f), List.of(first + 1f, 1f), List.of(first + 2f, 1f));
        assertThat(provider.asked()).hasSize(3);
    }

    @Test
    void narrowNumbersAreNumbers() {
        provider.on("/v2/embed", Behaviours.json("{\"embeddings\": {\"int8\": [[1, -2]]}}"));
        String model = Connectors.model(Connectors.draft(provider.url("/v2/embed"), "{\"texts\": ${parameters.texts}}", "{}",
                "\"pre_process_function\": \"connector.pre_process.cohere.embedding\"",
                "\"post_process_function\": \"connector.post_process.cohere_v2.embedding.int8\""));

        assertThat(OpenAi.vector(OpenAi.embed(model, "\"a\""), 0)).containsExactly(1f, -2f);
        assertThat(OpenAi.vector(OpenAi.embed(model, "\"a\"", "\"encoding_format\": \"base64\""), 0)).containsExactly(1f, -2f);
    }

    @Test
    void anotherPerch() {
        provider.on("/_predict", Behaviours.json("""
                {"inference_results": [
                  {"output": [{"name": "token_embeddings", "data_type": "FLOAT32", "shape": [1, 2], "data": [9, 9]},
                              {"name": "sentence_embedding", "data_type": "FLOAT32", "shape": [2], "data": [0.5, 1]}]},
                  {"output": [{"name": "sentence_embedding", "data_type": "FLOAT32", "shape": [2], "data": [0.25, 2]}]}]}"""));
        String model = Connectors.model(Connectors.draft(provider.url("/_predict"), "{\"text_docs\": ${parameters.input}}", "{}",
                "\"post_process_function\": \"connector.post_process.mlcommons.passthrough\""));

        Response answer = OpenAi.embed(model, TWO);

        assertThat(OpenAi.vector(answer, 0)).containsExactly(0.5f, 1f);
        assertThat(OpenAi.vector(answer, 1)).containsExactly(0.25f, 2f);
    }

    @Test
    void theSideOfATextIsToldToWhoeverAsksForIt() {
        provider.on("/v1/embeddings", Behaviours.json("{\"data\": [{\"embedding\": [1]}]}"));
        String model = Connectors.model(Connectors.embeddings(provider).replace("\\\"input\\\":",
                "\\\"side\\\": \\\"${parameters.content_type:-unsaid}\\\", \\\"input\\\":"));

        OpenAi.embed(model, "\"a\"", "\"input_type\": \"search_document\"");
        assertThat(provider.last().body()).contains("\"side\": \"passage\"");

        OpenAi.embed(model, "\"a\"");
        assertThat(provider.last().body()).contains("\"side\": \"unsaid\"");
    }

    @Test
    void vectorsHaveTheLengthThatTheServiceGivesThem() {
        String model = openAi(Behaviours.json(TWO_VECTORS));

        assertThat(OpenAi.vector(OpenAi.embed(model, TWO, "\"dimensions\": 2"), 0)).containsExactly(0.5f, -1f);
        Refused.of(OpenAi.embed(model, TWO, "\"dimensions\": 1")).isAbout("dimensions")
                .says("dimensions is 1, but the service of model " + model + " answers vectors of 2");
        Refused.of(OpenAi.embed(model, TWO, "\"dimensions\": 3")).isAbout("dimensions").says("vectors of 2");
    }

    @Test
    void aRegistrationThatSaysTheLengthSparesTheCall() {
        String connector = Connectors.create(Connectors.embeddings(provider.on("/v1/embeddings", Behaviours.json(TWO_VECTORS))));
        String model = Ml.registered(Ml.with("\"model_config\": {\"model_type\": \"x\", \"framework_type\":"
                + " \"sentence_transformers\", \"embedding_dimension\": 2,"
                + " \"additional_config\": {\"matryoshka_dimensions\": [1]}}",
                Connectors.registration(connector)));

        Refused.of(OpenAi.embed(model, TWO, "\"dimensions\": 3")).isAbout("dimensions").says("have 2 or [1]");
        assertThat(provider.asked()).isEmpty();
        assertThat(OpenAi.vector(OpenAi.embed(model, TWO, "\"dimensions\": 1"), 0)).containsExactly(1f);
    }

    @Test
    void whatOnlyLocalModelsDoIsRefused() {
        Refused.of(OpenAi.embed(openAi(Behaviours.json(TWO_VECTORS)), TWO, "\"on_overflow\": \"fail\"")).isAbout("on_overflow")
                .says("is for models that run here");
    }

    @Test
    void asManyVectorsAsTexts() {
        Refused.of(OpenAi.embed(openAi(Behaviours.json(TWO_VECTORS)), "[\"a\", \"b\", \"c\"]"))
                .is(502, "server_error", null, "remote_answer_unexpected").says("answered 2 times to 3 texts");
    }

    @Test
    void aConnectorWithoutFunctionsAnswersNoVectors() {
        provider.on("/v1/embeddings", Behaviours.json(TWO_VECTORS));
        String model = Connectors.model(Connectors.draft(provider.url("/v1/embeddings"), "{\"input\": ${parameters.input}}",
                "{}"));

        Refused.of(OpenAi.embed(model, TWO)).isAbout("model").says("does not answer in numbers", "post_process_function");
    }

    @Test
    void refusalsOfTheServiceAreHandedOn() {
        Refused.of(OpenAi.embed(openAi(Behaviours.status(401)), TWO)).is(401, "invalid_request_error", null, "remote_failed")
                .says("told to answer 401");
    }

    private String openAi(Behaviour behaviour) {
        provider.on("/v1/embeddings", behaviour);
        return Connectors.model(Connectors.embeddings(provider));
    }
}
