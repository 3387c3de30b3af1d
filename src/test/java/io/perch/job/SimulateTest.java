package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Behaviours;
import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.Provider;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connector is tried before anybody relies on it. */
@QuarkusTest
@WithTestResource(Servers.class)
class SimulateTest {

    private final Provider provider = new Provider();

    @BeforeEach
    void allow() {
        Connectors.allow();
        provider.on("/v1/embeddings", Behaviours.json("{\"data\": [{\"embedding\": [0.5, 0.25]}, {\"embedding\": [1, 2]}]}"));
    }

    @AfterEach
    void forbid() {
        Connectors.forbid();
        provider.close();
    }

    @Test
    void aDraftShowsItsRequestWithoutSecretsAndCallsNobody() {
        Response tried = simulate("\"connector\": " + Connectors.embeddings(provider), "{\"text_docs\": [\"a\", \"b\"]}", false);

        assertThat(tried.statusCode()).as(tried.asString()).isEqualTo(200);
        assertThat(tried.<String>path("calls[0].request.method")).isEqualTo("POST");
        assertThat(tried.<String>path("calls[0].request.url")).isEqualTo(provider.url("/v1/embeddings"));
        assertThat(tried.<String>path("calls[0].request.headers.Authorization")).isEqualTo("Bearer ***");
        assertThat(tried.<String>path("calls[0].request.body"))
                .isEqualTo("{\"model\": \"text-embedding-3-small\", \"input\": [\"a\",\"b\"]}");
        assertThat(tried.<Object>path("calls[0].answer")).isNull();
        assertThat(provider.asked()).isEmpty();
    }

    @Test
    void sentItShowsTheAnswerThePathsAndTheOutput() {
        String id = Connectors.create(Connectors.embeddings(provider));

        Response tried = simulate("\"connector_id\": \"" + id + "\"", "{\"text_docs\": [\"a\", \"b\"]}", true);

        assertThat(tried.<Integer>path("calls[0].answer.status")).isEqualTo(200);
        assertThat(tried.<String>path("calls[0].answer.body")).contains("\"embedding\": [0.5, 0.25]");
        assertThat(tried.<String>path("calls[0].answer.paths[0].path")).isEqualTo("$.data[*].embedding");
        assertThat(tried.<Integer>path("calls[0].answer.paths[0].matched")).isEqualTo(2);
        assertThat(tried.<Object>path("calls[0].answer.output[1].data")).hasToString("[1.0, 2.0]");
        assertThat(provider.last().headers()).containsEntry("authorization", "Bearer " + Connectors.KEY);
    }

    @Test
    void aPathThatLeadsNowhereNamesTheNearestKey() {
        String draft = Connectors.draft(provider.url("/v1/embeddings"), "{\"a\": 1}", "{\"response_filter\": \"$.dta[0].embeding\"}");

        Response tried = simulate("\"connector\": " + draft, "{\"parameters\": {}}", true);

        assertThat(tried.<Integer>path("calls[0].answer.paths[0].matched")).isZero();
        assertThat(tried.<String>path("calls[0].answer.paths[0].hint")).contains("$.data");
    }

    @Test
    void whatCannotBeFilledInIsExplained() {
        Response tried = simulate("\"connector\": " + Connectors.chat(provider), "{\"parameters\": {\"mesages\": []}}", false);

        assertThat(tried.<String>path("calls[0].error.code")).isEqualTo("parameters_missing");
        assertThat(tried.<String>path("calls[0].error.hint")).contains("messages");
    }

    @Test
    void aRefusalOfTheServiceIsShownWithItsBody() {
        provider.on("/v1/embeddings", Behaviours.status(401));

        Response tried = simulate("\"connector\": " + Connectors.embeddings(provider), "{\"text_docs\": [\"a\"]}", true);

        assertThat(tried.statusCode()).isEqualTo(200);
        assertThat(tried.<Integer>path("calls[0].error.remote.status")).isEqualTo(401);
        assertThat(tried.<String>path("calls[0].error.remote.body")).contains("told to answer 401");
    }

    @Test
    void aFaultyDraftIsRefusedAsACreateWouldBe() {
        Refusal.of(simulate("\"connector\": {\"name\": \"x\"}", "{}", false)).isInvalid().says("Connector version is null");
        Refusal.of(simulate("\"connector_id\": \"nope\"", "{}", false)).is(404, "status_exception", "connector_not_found");
        Refusal.of(Ml.post("/connectors/_simulate", "{}")).isInvalid().says("connector_id");
    }

    private static Response simulate(String connector, String input, boolean send) {
        return Ml.post("/connectors/_simulate", "{%s, \"input\": %s, \"send\": %s}".formatted(connector, input, send));
    }
}
