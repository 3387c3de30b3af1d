package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.Json;
import io.perch.testing.Behaviours;
import io.perch.testing.Connectors;
import io.perch.testing.OpenAi;
import io.perch.testing.OpenAi.Refused;
import io.perch.testing.Servers;
import io.perch.testing.WithProvider;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /v1/rerank} by models that are elsewhere. */
@QuarkusTest
@WithTestResource(Servers.class)
class RemoteRerankTest extends WithProvider {

    private static final String QUERY = "\"query\": \"sun\", \"documents\": [\"a\", {\"text\": \"b\"}, \"c\"]";

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"raw_scores\": true"})
    void theServicesScoresAreToldAsTheyAre(String raw) {
        String model = cohere("[{\"index\": 1, \"relevance_score\": 1}, {\"index\": 2, \"relevance_score\": 0.5},"
                + " {\"index\": 0, \"relevance_score\": 0.25}]");

        Response answer = rerank(model, QUERY + raw);

        assertThat(answer.asString()).isEqualTo("{\"object\":\"list\",\"model\":\"" + model + "\",\"results\":["
                + "{\"index\":1,\"relevance_score\":1.0},{\"index\":2,\"relevance_score\":0.5},"
                + "{\"index\":0,\"relevance_score\":0.25}],\"usage\":{\"prompt_tokens\":0,\"total_tokens\":0}}");
        assertThat(Json.read(provider.last().body(), JsonNode.class)).isEqualTo(Json.read("{\"model\": \"rerank-english-v3.0\","
                + " \"query\": \"sun\", \"documents\": [\"a\", \"b\", \"c\"], \"top_n\": 3}", JsonNode.class));
    }

    @Test
    void onlyTheBestAndTheirTextsOnRequest() {
        Response answer = rerank(cohere("[{\"index\": 0, \"relevance_score\": 0.1}, {\"index\": 2, \"relevance_score\": 0.9}]"),
                QUERY + ", \"top_n\": 1, \"return_documents\": true");

        assertThat(answer.<List<Integer>>path("results.index")).as(answer.asString()).containsExactly(2);
        assertThat(answer.<List<String>>path("results.document.text")).containsExactly("c");
    }

    @Test
    void aConnectorThatDoesNotRank() {
        provider.on("/v1/embeddings", Behaviours.json("{}"));

        Refused.of(rerank(Connectors.model(Connectors.embeddings(provider)), QUERY))
                .is(400, "invalid_request_error", null, "input_invalid");
        assertThat(provider.asked()).isEmpty();
    }

    @Test
    void refusalsOfTheServiceAreHandedOn() {
        provider.on("/v1/rerank", Behaviours.status(429));

        Refused.of(rerank(Connectors.model(Connectors.rerank(provider)), QUERY))
                .is(429, "rate_limit_error", null, "remote_failed");
    }

    private String cohere(String results) {
        provider.on("/v1/rerank", Behaviours.json("{\"results\": " + results + "}"));
        return Connectors.model(Connectors.rerank(provider));
    }

    private static Response rerank(String model, String members) {
        return OpenAi.post("/rerank", "{\"model\": \"" + model + "\", " + members + "}");
    }
}
