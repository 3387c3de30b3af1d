package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Behaviours;
import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.OpenAi;
import io.perch.testing.OpenAi.Refused;
import io.perch.testing.Packages;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.TinyModels;
import io.perch.testing.WithRemoteModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a model takes and gives, by the schemas that its owner has given. */
@QuarkusTest
@WithTestResource(Servers.class)
class InterfaceTest extends WithRemoteModels {

    private static final Path ZIP = TinyModels.embedding(Packages.folder("interface"));
    private static final String WANTS_A_PROMPT = """
            {"type": "object", "required": ["parameters"], "properties": {"parameters": {"type": "object",
              "required": ["prompt"], "properties": {"prompt": {"type": "string", "maxLength": 10}, "n": {"type": "integer"}}}}}""";
    private static final String SAYS_HELLO = """
            {"properties": {"inference_results": {"items": {"properties": {"output": {"items": {"properties": {"dataAsMap":
              {"properties": {"said": {"const": "hello"}}}}}}}}}}}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"parameters\": {\"prompt\": \"hi\"}}                | ",
        "{\"parameters\": {\"prompt\": \"hi\", \"n\": 5}}      | ",
        "{\"parameters\": {\"prompt\": \"hi\", \"n\": \"5\"}}  | $.parameters.n: ",
        "{\"parameters\": {\"prompt\": 5}}                     | $.parameters.prompt: ",
        "{\"parameters\": {\"prompt\": \"longer than ten\"}}   | (maxLength), but it is \"longer than ten\"",
        "{\"parameters\": {}}                                  | (required)",
        "{}                                                    | (required)"})
    void aRequestIsHeldAgainstTheSchema(String body, String fault) {
        String model = remote(WANTS_A_PROMPT, null, "hello");

        Response answer = Ml.predict(model, body);

        if (fault == null) {
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        } else {
            Refusal.of(answer).is(400, "status_exception", "interface_input")
                    .says("Error validating input schema, if you think this is expected", fault);
            assertThat(provider.asked()).isEmpty();
        }
    }

    @Test
    void anAnswerIsHeldAgainstTheSchemaBeforeItLeaves() {
        assertThat(Ml.predict(remote(null, SAYS_HELLO, "hello"), "{}").statusCode()).isEqualTo(200);

        Refusal.of(Ml.predict(remote(null, SAYS_HELLO, "good bye"), "{}")).is(502, "status_exception", "interface_output")
                .says("Error validating output schema", "dataAsMap.said", "(const)", "good bye");
    }

    @Test
    void localModelsHaveInterfacesToo() {
        String model = Ml.deployed(Ml.with("\"interface\": {\"input\": {\"properties\": {\"text_docs\": {\"maxItems\": 1}}}, \"output\":"
                + " {\"properties\": {\"inference_results\": {\"items\": {\"properties\": {\"output\": {\"items\":"
                + " {\"properties\": {\"data\": {\"maxItems\": 4}}}}}}}}}}", Ml.registration(Ml.name("m"), ZIP)));

        assertThat(Ml.predict(model, "{\"text_docs\": [\"hello\"]}").statusCode()).isEqualTo(200);
        Refusal.of(Ml.predict(model, "{\"text_docs\": [\"hello\", \"sun\"]}"))
                .is(400, "status_exception", "interface_input").says("$.text_docs", "(maxItems)");
        Ml.remove(model);
    }

    @Test
    void aSchemaThatWouldTakeForEverLetsNothingPass() {
        String model = remote("{\"properties\": {\"parameters\": {\"$ref\": \"#/$defs/n\"}}, \"$defs\": {\"n\": {\"anyOf\":"
                + " [{\"properties\": {\"a\": {\"$ref\": \"#/$defs/n\"}}, \"required\": [\"z\"]},"
                + " {\"properties\": {\"a\": {\"$ref\": \"#/$defs/n\"}}, \"required\": [\"y\"]}]}}}", null, "hello");

        Refusal.of(Ml.predict(model, "{\"parameters\": " + "{\"a\": ".repeat(60) + "1" + "}".repeat(60) + "}"))
                .is(400, "status_exception", "interface_input").says("would take too long");
    }

    @Test
    void byOpenAisNamesToo() {
        String chat = remote("{\"properties\": {\"parameters\": {\"properties\": {\"messages\": {\"maxItems\": 1}}}}}", null, "hello");

        Refused.of(OpenAi.post("/chat/completions", "{\"model\": \"" + chat + "\", \"messages\": [{\"role\": \"user\", \"content\":"
                + " \"a\"}, {\"role\": \"user\", \"content\": \"b\"}]}")).says("$.parameters.messages", "(maxItems)");
    }

    @Test
    void piecesCannotBeHeldAgainstTheSchemaOfTheWhole() {
        Refusal.of(Ml.post("/models/" + remote(null, SAYS_HELLO, "hello") + "/_predict/stream", "{}"))
                .is(400, "illegal_argument_exception", "stream_unchecked");
        Refusal.of(Ml.post("/models/" + remote(WANTS_A_PROMPT, null, "hello") + "/_predict/stream", "{}"))
                .is(400, "status_exception", "interface_input");
    }

    @Test
    void itIsShownAndChangedAndTakenAway() {
        String model = remote(WANTS_A_PROMPT, SAYS_HELLO, "hello");
        assertThat(Ml.get("/models/" + model).<String>path("interface.output")).contains("const");

        Ml.put("/models/" + model, "{\"interface\": {\"input\": \"{\\\"required\\\": [\\\"x\\\"]}\"}}");
        Refusal.of(Ml.predict(model, "{\"parameters\": {\"prompt\": \"hi\"}}")).is(400, "status_exception", "interface_input");
        assertThat(Ml.get("/models/" + model).<String>path("interface.input")).isEqualTo("{\"required\": [\"x\"]}");
        assertThat(Ml.get("/models/" + model).<String>path("interface.output")).contains("const");

        Ml.put("/models/" + model, "{\"interface\": {\"input\": null, \"output\": null}}");
        assertThat(Ml.predict(model, "{}").statusCode()).isEqualTo(200);
        assertThat(Ml.get("/models/" + model).<Object>path("interface")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\": \"strong\"}", "\"{\"", "5", "{\"$ref\": \"file:///etc/passwd\"}"})
    void aSchemaThatIsNoneIsNotStored(String schema) {
        String connector = connector("hello");
        String before = Ml.registered(Connectors.registration(connector));

        Refusal.of(Ml.post("/models/_register", Ml.with("\"interface\": {\"input\": " + schema + "}", Connectors.registration(connector))))
                .is(400, "illegal_argument_exception", "schema_invalid").says("interface.input: This is no JSON Schema");
        Refusal.of(Ml.put("/models/" + before, "{\"interface\": {\"output\": " + schema + "}}"))
                .is(400, "illegal_argument_exception", "schema_invalid").says("interface.output: ");
        assertThat(Ml.get("/models/" + before).<Object>path("interface")).isNull();
    }

    @Test
    void knownServicesGetOneFromTheirConnector() {
        provider.on("/invoke", Behaviours.json("{\"embedding\": [0.5]}"));
        String model = Connectors.model(Connectors.draft(provider.url("/invoke"), "{\"inputText\": \"${parameters.inputText}\"}",
                "{\"service_name\": \"bedrock\", \"model\": \"amazon.titan-embed-text-v1\"}",
                "\"pre_process_function\": \"connector.pre_process.bedrock.embedding\"",
                "\"post_process_function\": \"connector.post_process.bedrock.embedding\""));

        assertThat(Ml.get("/models/" + model).<String>path("interface.input")).contains("inputText", "text_docs");
        assertThat(Ml.predict(model, "{\"parameters\": {\"inputText\": \"a\"}}").statusCode()).isEqualTo(200);
        assertThat(Ml.predict(model, "{\"text_docs\": [\"a\"]}").statusCode()).isEqualTo(200);
        Refusal.of(Ml.predict(model, "{\"parameters\": {}}")).is(400, "status_exception", "interface_input").says("inputText");
    }

    @Test
    void othersGetNone() {
        assertThat(Ml.get("/models/" + Connectors.model(Connectors.embeddings(provider))).<Object>path("interface")).isNull();
    }

    private String remote(String input, String output, String said) {
        return remote(said, "\"interface\": {\"input\": " + input + ", \"output\": " + output + "}");
    }
}
