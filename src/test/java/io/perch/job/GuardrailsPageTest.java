package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Behaviours;
import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.Page;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.StopWordIndices;
import io.perch.testing.WithRemoteModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/guardrails.md}, in their order. */
@QuarkusTest
@WithTestResource(Servers.class)
class GuardrailsPageTest extends WithRemoteModels {

    private static final Page PAGE = Page.of("guardrails.md");

    @Test
    void patternsRefuse() {
        String model = with(example(0));

        Refusal.of(Ml.predict(model, GuardrailsTest.prompt("please abort it")))
                .is(400, "illegal_argument_exception", "guard_input");
        Refusal.of(Ml.predict(model, GuardrailsTest.prompt("Kill me"))).is(400, "illegal_argument_exception", "guard_input");
        provider.on("/v1/chat/completions", Behaviours.json("{\"said\": \"4111-1111-1111-1111\"}"));
        Refusal.of(Ml.predict(model, GuardrailsTest.prompt("card?"))).is(400, "illegal_argument_exception", "guard_output");
    }

    @Test
    void stopWordsRefuse() {
        String index = StopWordIndices.percolator();
        StopWordIndices.add(index, "{\"title\": \"blockword\"}");
        StopWordIndices.add(index, "{\"query\": {\"query_string\": {\"query\": \"title: \\\"another one\\\"\"}}}");
        String model = with(example(1).replace("stop_words\", \"source", index + "\", \"source"));

        assertThat(Ml.predict(model, GuardrailsTest.prompt("another word")).statusCode()).isEqualTo(200);
        Refusal.of(Ml.predict(model, GuardrailsTest.prompt("a blockword"))).is(400, "illegal_argument_exception", "guard_input");
        Refusal.of(Ml.predict(model, GuardrailsTest.prompt("Another one!"))).is(400, "illegal_argument_exception", "guard_input");
    }

    @Test
    void aModelJudges() {
        provider.on("/guard", Behaviours.json("{\"completion\": \" accept\"}"));
        String judge = Connectors.model(Connectors.draft(provider.url("/guard"),
                "{\"prompt\": \"${parameters.question}\"}", "{}"));
        String model = with(example(2).replace("<judge>", judge));

        assertThat(Ml.predict(model, GuardrailsTest.prompt("nice")).statusCode()).isEqualTo(200);
        provider.on("/guard", Behaviours.json("{\"completion\": \"reject\"}"));
        Refusal.of(Ml.predict(model, GuardrailsTest.prompt("evil"))).is(400, "illegal_argument_exception", "guard_input");
    }

    @Test
    void rateLimitsAndTheSwitchAreTaken() {
        String model = with(example(3));
        assertThat(Ml.get("/models/" + model).<String>path("rate_limiter.limit")).isEqualTo("100");

        String users = PAGE.sent("/controllers/<model_id>").getFirst();
        assertThat(Ml.post("/controllers/" + model, users).statusCode()).isEqualTo(200);

        Ml.put("/models/" + model, example(4));
        Refusal.of(Ml.predict(model, "{}")).is(403, "status_exception", "model_disabled");
    }

    private static String example(int number) {
        return PAGE.json().get(number);
    }

    private String with(String change) {
        String model = remote("hello", "\"is_enabled\": true");
        Response changed = Ml.put("/models/" + model, change);
        assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
        return model;
    }
}
