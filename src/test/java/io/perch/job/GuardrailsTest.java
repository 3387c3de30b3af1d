package io.perch.job;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Await;
import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.OpenAi;
import io.perch.testing.OpenAi.Refused;
import io.perch.testing.Packages;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.StopWordIndices;
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

/** Words and patterns that texts to and from a model may not have. */
@QuarkusTest
@WithTestResource(Servers.class)
class GuardrailsTest extends WithRemoteModels {

    private static final Path ZIP = TinyModels.embedding(Packages.folder("guardrails"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"parameters": {"prompt": "all is well"}}                                    |
            {"parameters": {"prompt": "please abort it"}}                                | parameters.prompt
            {"parameters": {"prompt": "please ABORT it"}}                                |
            {"parameters": {"prompt": "line\\nabort\\nline"}}                            | parameters.prompt
            {"parameters": {"prompt": "x", "other": "abort"}}                            | parameters.other
            {"parameters": {"messages": [{"role": "user", "content": "abort"}]}}         | parameters.messages[0].content
            {"parameters": {"messages": "[{\\"content\\": \\"\\\\u0061bort\\"}]"}}       | parameters.messages""")
    void everyTextOfARequestIsLookedAt(String body, String member) {
        String model = remote("hello", regex("input", ".*abort.*"));

        Response answer = Ml.predict(model, body);

        if (member == null) {
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        } else {
            Refusal.of(answer).is(400, "illegal_argument_exception", "guard_input").says("guardrails triggered for user input")
                    .advises(member + " breaks regex[0] of guardrails.input_guardrail");
            assertThat(answer.asString()).doesNotContain("abort");
            assertThat(provider.asked()).isEmpty();
        }
    }

    @Test
    void anAnswerIsLookedAtBeforeItLeaves() {
        String output = regex("output", "bad.*word");

        assertThat(Ml.predict(remote("a good word", output), "{}").statusCode()).isEqualTo(200);
        Response refused = Ml.predict(remote("a bad old word", output), "{}");
        Refusal.of(refused).is(400, "illegal_argument_exception", "guard_output").says("guardrails triggered for LLM output");
        assertThat(refused.asString()).doesNotContain("bad old");
    }

    @Test
    void localModelsHaveGuardrailsToo() {
        String model = Ml.deployed(Ml.with(regex("input", "abort"), Ml.registration(Ml.name("m"), ZIP)));

        assertThat(Ml.predict(model, "{\"text_docs\": [\"hello\", \"sun\"]}").statusCode()).isEqualTo(200);
        Refusal.of(Ml.predict(model, "{\"text_docs\": [\"hello\", \"abort\"]}"))
                .is(400, "illegal_argument_exception", "guard_input");
        Refused.of(OpenAi.embed(model, "\"abort\"")).says("guardrails triggered for user input");
        Ml.remove(model);
    }

    @Test
    void chatsAreLookedAtToo() {
        String model = remote("hello", regex("input", "abort"));

        Refused.of(OpenAi.post("/chat/completions", "{\"model\": \"" + model + "\", \"messages\": [{\"role\": \"system\","
                + " \"content\": \"be kind\"}, {\"role\": \"user\", \"content\": [{\"type\": \"text\", \"text\": \"abort\"}]}]}"))
                .says("guardrails triggered for user input");
    }

    @Test
    void theyAreShownAndChangedMemberByMemberAndTakenAway() {
        String index = StopWordIndices.plain();
        StopWordIndices.add(index, "{\"title\": \"blockword\"}");
        String model = remote("hello", "\"guardrails\": {\"input_guardrail\": {\"stop_words\": [{\"index_name\": \"" + index
                + "\", \"source_fields\": [\"title\"]}], \"regex\": [\"abort\"]}, \"output_guardrail\": {\"regex\": [\"forbidden\"]}}");
        assertThat(Ml.get("/models/" + model).<String>path("guardrails.type")).isEqualTo("local_regex");

        Ml.put("/models/" + model, "{\"guardrails\": {\"input_guardrail\": {\"regex\": [\"zebra\"]}}}");
        assertThat(Ml.predict(model, prompt("abort")).statusCode()).isEqualTo(200);
        assertThat(Ml.predict(model, prompt("zebra")).statusCode()).isEqualTo(400);
        assertThat(Ml.predict(model, prompt("a blockword")).statusCode()).isEqualTo(400);
        Response shown = Ml.get("/models/" + model);
        assertThat(shown.<String>path("guardrails.input_guardrail.stop_words[0].index_name")).isEqualTo(index);
        assertThat(shown.<String>path("guardrails.input_guardrail.regex[0]")).isEqualTo("zebra");
        assertThat(shown.<String>path("guardrails.output_guardrail.regex[0]")).isEqualTo("forbidden");

        Ml.put("/models/" + model, "{\"guardrails\": {\"input_guardrail\": null}}");
        assertThat(Ml.predict(model, prompt("zebra")).statusCode()).isEqualTo(200);
        Ml.put("/models/" + model, "{\"guardrails\": null}");
        assertThat(Ml.get("/models/" + model).<Object>path("guardrails")).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type": "zzz"}                                                               | The type of guardrails is required
            {"type": "local_regex", "input_guardrail": {"regex": ["["]}}                  | regex[0] is not a regular expression
            {"input_guardrail": {"regex": "abort"}}                                       | must be an array of strings
            {"input_guardrail": {"regex": [""]}}                                          | has 0 characters
            {"input_guardrail": {"stop_words": [{"index_name": "x"}]}}                    | source_fields of stop_words is missing
            {"input_guardrail": {"stop_words": [{"source_fields": ["x"]}]}}               | index_name of stop_words is missing
            {"type": "model", "input_guardrail": {"model_id": "x"}}                       | have a response_validation_regex
            {"type": "model", "input_guardrail": {"response_validation_regex": "x"}}      | have a model_id
            {"type": "model", "input_guardrail": {"regex": ["x"]}}                        | regex is for guardrails of type local_regex
            {"type": "local_regex", "input_guardrail": {"model_id": "x"}}                 | model_id is for guardrails of type model
            {"input_guardrail": {"model_id": "x", "response_validation_regex": "["}}      | is not a regular expression
            {"input_guardrail": {"model_id": "x", "response_validation_regex": "x", "response_filter": "$["}} | response_filter""")
    void whatIsNoGuardrailIsNotStored(String guardrails, String fault) {
        String connector = connector("hello");
        String before = Ml.registered(Connectors.registration(connector));

        Refusal.of(Ml.post("/models/_register", Ml.with("\"guardrails\": " + guardrails, Connectors.registration(connector))))
                .isInvalid().says(fault);
        Refusal.of(Ml.put("/models/" + before, "{\"guardrails\": " + guardrails + "}")).isInvalid().says(fault);
        assertThat(Ml.get("/models/" + before).<Object>path("guardrails")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"^(.*a){12}b$", "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$"})
    void noPatternCanHangAPredict(String regex) {
        String model = remote("hello", regex("input", regex));

        assertThat(Ml.predict(model, prompt("b y A " + "a".repeat(20_000) + "x".repeat(20_000) + "!")).statusCode()).isEqualTo(200);
    }

    @Test
    void aPatternThatCannotBeEvaluatedLetsNothingPass() {
        String model = remote("hello", regex("input", "^(.*a){12}(.)\\\\2b$"));

        Refusal.of(Ml.predict(model, prompt("a".repeat(2_000)))).is(503, "status_exception", "guard_unevaluated")
                .says("guardrails.input_guardrail of model " + model + " cannot be evaluated", "takes too many steps");
        assertThat(Ml.predict(model, prompt("short")).statusCode()).isEqualTo(200);
    }

    @Test
    void aMegabyteIsLookedAt() {
        String model = remote("hello", regex("input", ".*abort.*", "[0-9]{16}", "(kill|murder) me"));
        String long1 = "some words ".repeat(100_000);

        assertThat(Ml.predict(model, prompt(long1)).statusCode()).isEqualTo(200);
        Refusal.of(Ml.predict(model, prompt(long1 + "murder me"))).is(400, "illegal_argument_exception", "guard_input")
                .advises("regex[2]");
    }

    @Test
    void refusalsAreCounted() {
        String model = remote("hello", regex("input", "abort"));
        Ml.predict(model, prompt("abort"));
        Ml.put("/models/" + model, "{\"is_enabled\": false}");
        Ml.predict(model, prompt("hello"));

        String metrics = given().get("/q/metrics").asString();
        assertThat(metrics).containsPattern("perch_predict_refused_total\\{by=\"guard\",model=\"" + model + "\".*\\} 1[.]0")
                .containsPattern("perch_predict_refused_total\\{by=\"disabled\",model=\"" + model + "\".*\\} 1[.]0");
    }

    // ---- Stop words ---------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"{\"query\": {\"query_string\": {\"query\": \"title: blockword\"}}}", "{\"title\": \"blockword\"}",
        "{\"title\": [\"other\", \"blockword\"]}", "{\"query\": {\"match\": {\"title\": \"blockword\"}}}",
        "{\"query\": {\"wildcard\": {\"title\": \"blockw*\"}}}"})
    void wordsOfPlainDocumentsAndStoredQueriesAreFound(String document) {
        String index = StopWordIndices.percolator();
        StopWordIndices.add(index, document);
        String model = remote("a Blockword here", stopWords("input", index));

        assertThat(Ml.predict(model, prompt("all is well")).statusCode()).isEqualTo(200);
        Refusal.of(Ml.predict(model, prompt("a BlockWord, here"))).is(400, "illegal_argument_exception", "guard_input")
                .advises("stop_words[0]");

        String guarded = remote("a Blockword here", stopWords("output", index));
        Refusal.of(Ml.predict(guarded, prompt("what is it"))).is(400, "illegal_argument_exception", "guard_output");
    }

    @Test
    void fullWidthLettersAreTheSameLetters() {
        String index = StopWordIndices.plain();
        StopWordIndices.add(index, "{\"title\": \"blockword\"}");

        assertThat(Ml.predict(remote("hello", stopWords("input", index)), prompt("a \uff22\uff2c\uff2f\uff23\uff2bword")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aWordThatIsAddedOrTakenAwayCountsWithoutAPredictWaitingForIt() {
        String index = StopWordIndices.plain();
        String model = remote("hello", stopWords("input", index));
        assertThat(Ml.predict(model, prompt("a latecomer")).statusCode()).isEqualTo(200);

        StopWordIndices.add(index, "{\"title\": \"latecomer\"}");

        Await.until("the new word counts", () -> Ml.predict(model, prompt("a latecomer")).statusCode() == 400);
    }

    @Test
    void anIndexThatIsNotThereLetsNothingPass() {
        String model = remote("hello", stopWords("input", "no-such-index"));

        Refusal.of(Ml.predict(model, prompt("hello"))).is(503, "status_exception", "guard_unevaluated")
                .says("the index no-such-index with its stop words is not there").advises("make it");
    }

    @Test
    void anIndexThatIsRemovedInUseLetsNothingPassUntilAnAliasLeadsToAnother() {
        String index = StopWordIndices.plain();
        String model = remote("hello", stopWords("input", index));
        assertThat(Ml.predict(model, prompt("hello")).statusCode()).isEqualTo(200);

        StopWordIndices.remove(index);
        Await.until("its absence is seen", () -> Ml.predict(model, prompt("hello")).statusCode() == 503);

        String successor = StopWordIndices.plain();
        StopWordIndices.add(successor, "{\"title\": \"zebra\"}");
        StopWordIndices.alias(successor, index);
        Await.until("the successor is seen", () -> Ml.predict(model, prompt("hello")).statusCode() == 200);
        assertThat(Ml.predict(model, prompt("zebra")).statusCode()).isEqualTo(400);
    }

    static String prompt(String text) {
        return "{\"parameters\": {\"prompt\": \"" + text + "\"}}";
    }

    private static String regex(String side, String... regexes) {
        return "\"guardrails\": {\"type\": \"local_regex\", \"" + side + "_guardrail\": {\"regex\": [\""
                + String.join("\", \"", regexes) + "\"]}}";
    }

    private static String stopWords(String side, String index) {
        return "\"guardrails\": {\"type\": \"local_regex\", \"" + side + "_guardrail\": {\"stop_words\": [{\"index_name\": \"" + index
                + "\", \"source_fields\": [\"title\"]}]}}";
    }
}
