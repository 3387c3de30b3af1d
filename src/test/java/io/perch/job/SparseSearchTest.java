package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.model.ModelFormat;
import io.perch.testing.Behaviours;
import io.perch.testing.Connectors;
import io.perch.testing.SearchIndices;
import io.perch.testing.Servers;
import io.perch.testing.SharedModels;
import io.perch.testing.WithProvider;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

/** {@code neural_sparse}: documents whose tokens weigh most, in a field of rank_features. */
@QuarkusTest
@WithTestResource(Servers.class)
class SparseSearchTest extends WithProvider {

    @Test
    void theHeaviestTokensDecide() {
        String index = index();

        assertThat(SearchIndices.ids(SearchIndices.query(index, text(SharedModels.sparse(ModelFormat.ONNX), "world"))))
                .containsExactly("world", "both");
        assertThat(SearchIndices.ids(SearchIndices.query(index, text(SharedModels.tokenize(), "sun hello"))))
                .containsExactly("both", "hello");
    }

    @Test
    void scoresAreTheSumOfProducts() {
        Response found = SearchIndices.query(index(), "{\"neural_sparse\": {\"s\": {\"query_tokens\":"
                + " {\"hello\": 2, \"sun\": 0.5}, \"boost\": 3, \"_name\": \"mine\"}}}");

        assertThat(SearchIndices.ids(found)).containsExactly("both", "hello");
        assertThat(found.<Float>path("hits.hits[0]._score")).isEqualTo(3 * (2 * 4 + 0.5f * 8));
        assertThat(found.<Float>path("hits.hits[1]._score")).isEqualTo(3 * 2 * 1f);
        assertThat(found.<Object>path("hits.hits[0].matched_queries")).hasToString("[mine]");
    }

    @Test
    void tokensWithADotAreLeftOut() {
        String index = index();

        assertThat(SearchIndices.ids(SearchIndices.query(index,
                "{\"neural_sparse\": {\"s\": {\"query_tokens\": {\"1.5\": 9}}}}"))).isEmpty();
        assertThat(SearchIndices.ids(SearchIndices.query(index,
                "{\"neural_sparse\": {\"s\": {\"query_tokens\": {\"1.5\": 9, \"hello\": 1}}}}")))
                .containsExactly("both", "hello");
    }

    @Test
    void aModelMayBeElsewhere() {
        provider.on("/sparse", Behaviours.json("[{\"hello\": 1.5, \"sun\": 1}]"));
        String model = Connectors.model(Connectors.draft(provider.url("/sparse"), "{\"input\": ${parameters.input}}", "{}"));

        Response found = SearchIndices.query(index(),
                "{\"bool\": {\"must\": [" + text(model, "x") + "], \"filter\": " + text(model, "x") + "}}");

        assertThat(SearchIndices.ids(found)).containsExactly("both", "hello");
        assertThat(provider.asked()).hasSize(1);
        assertThat(provider.last().body()).contains("[\"x\"]");
    }

    @Test
    void manyTokensAreCutToTheHeaviest() {
        StringBuilder tokens = new StringBuilder("\"hello\": 9");
        for (int i = 0; i < 3_000; i++) {
            tokens.append(", \"t").append(i).append("\": 0.5");
        }

        assertThat(SearchIndices.ids(SearchIndices.query(index(),
                "{\"neural_sparse\": {\"s\": {\"query_tokens\": {" + tokens + "}}}}"))).containsExactly("both", "hello");
    }

    private static String index() {
        String index = SearchIndices.made(4);
        SearchIndices.put(index, "hello", "\"s\": {\"hello\": 1, \"[CLS]\": 0.001}");
        SearchIndices.put(index, "world", "\"s\": {\"world\": 8}");
        SearchIndices.put(index, "both", "\"s\": {\"hello\": 4, \"sun\": 8, \"world\": 1}");
        return index;
    }

    private static String text(String model, String text) {
        return "{\"neural_sparse\": {\"s\": {\"query_text\": \"" + text + "\", \"model_id\": \"" + model + "\"}}}";
    }
}
