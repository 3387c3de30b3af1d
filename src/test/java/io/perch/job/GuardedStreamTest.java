package io.perch.job;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.perch.testing.Behaviours;
import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.Provider;
import io.perch.testing.Servers;
import io.perch.testing.WithProvider;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Guardrails over answers in pieces. */
@QuarkusTest
@WithTestResource(Servers.class)
class GuardedStreamTest extends WithProvider {

    private static final String ASK = "{\"parameters\": {\"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]}}";
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

    @Test
    void anAnswerThatMayPassComesWhole() {
        String model = model(regex("secret"), "all ", "is ", "well ", "here");

        assertThat(contents(stream(model))).isEqualTo("all is well here");
    }

    @Test
    void whatSpansPiecesEndsTheStreamBeforeItsBeginningHasLeft() {
        String model = model(regex("secret number"), pieces("x ", "the sec", "ret num", "ber is 42 ", "y ".repeat(300)));

        String events = stream(model);

        assertThat(events).contains("guard_output", "guardrails triggered for LLM output").doesNotContain("the sec", "42");
        assertThat(contents(events)).startsWith("x x x");
    }

    @Test
    void aPatternOfTheWholeAnswerHoldsItBackToTheEnd() {
        String model = model(regex("^all is well here$"), "all ", "is ", "well ", "here");

        assertThat(stream(model)).contains("guard_output").doesNotContain("well");
        assertThat(contents(stream(model(regex("^all is well$"), "all ", "is ", "well ", "here")))).isEqualTo("all is well here");
    }

    @Test
    void aModelThatJudgesSeesTheWholeAnswer() {
        provider.on("/guard", Behaviours.json("{\"completion\": \"accept\"}"));
        String judge = Connectors.model(Connectors.draft(provider.url("/guard"), "{\"prompt\": \"${parameters.question}\"}", "{}"));
        String model = model("\"guardrails\": {\"output_guardrail\": {\"model_id\": \"" + judge + "\", \"response_filter\":"
                + " \"$.completion\", \"response_validation_regex\": \"accept\"}}", "all ", "is ", "well");

        assertThat(contents(stream(model))).isEqualTo("all is well");
        assertThat(provider.asked().stream().filter(asked -> asked.path().equals("/guard")).map(Provider.Asked::body))
                .containsExactly("{\"prompt\": \"all is well\"}");

        provider.on("/guard", Behaviours.json("{\"completion\": \"reject\"}"));
        assertThat(stream(model)).contains("guard_output").doesNotContain("well");
    }

    @Test
    void chatsByOpenAisNamesAreHeldBackToo() {
        String model = model(regex("secret number"), pieces("x ", "the secret ", "number is 42"));

        String events = given().contentType("application/json").body("{\"model\": \"" + model + "\", \"stream\": true, \"messages\":"
                + " [{\"role\": \"user\", \"content\": \"hi\"}]}").post("/v1/chat/completions").asString();

        assertThat(events).contains("guard_output").doesNotContain("the secret", "42");
    }

    /** Many small ones, and then some more. */
    private static String[] pieces(String small, String... more) {
        return Stream.concat(Collections.nCopies(300, small).stream(), Arrays.stream(more)).toArray(String[]::new);
    }

    private String stream(String model) {
        return Ml.post("/models/" + model + "/_predict/stream", ASK).asString();
    }

    private static String contents(String events) {
        return events.lines().filter(line -> line.startsWith("data: ") && line.contains("\"content\":\""))
                .map(line -> line.replaceFirst(".*\"content\":\"", "").replaceFirst("\",\"is_last.*", ""))
                .collect(Collectors.joining());
    }

    private String model(String guardrails, String... pieces) {
        String events = Arrays.stream(pieces).map(GuardedStreamTest::event).collect(Collectors.joining());
        provider.on("/v1/chat/completions", (asked, wire) -> wire.send(HEAD + events + "data: [DONE]\n\n").socket().close());
        return Ml.registered(Ml.with(guardrails, Connectors.registration(Connectors.create(Connectors.chat(provider)))));
    }

    private static String event(String piece) {
        return "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":"
                + JsonNodeFactory.instance.textNode(piece) + "},\"finish_reason\":null}]}\n\n";
    }

    private static String regex(String regex) {
        return "\"guardrails\": {\"output_guardrail\": {\"regex\": [\"" + regex + "\"]}}";
    }
}
