package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.model.ModelFormat;
import io.perch.testing.Ml;
import io.perch.testing.Page;
import io.perch.testing.Rest;
import io.perch.testing.SearchIndices;
import io.perch.testing.SearchPipes;
import io.perch.testing.Servers;
import io.perch.testing.SharedModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The examples on search pipelines in {@code docs/search.md}, in their order. */
@QuarkusTest
@WithTestResource(Servers.class)
class SearchPipelinePageTest {

    private static final String CAT = "The cat sleeps on the sofa";
    private static final String STOCKS = "Stocks fell sharply today";
    private static final String MATCH = "{\"query\": {\"match\": {\"text\": \"a kitten taking a nap on the sofa\"}}}";

    private final String index = Ml.name("page").toLowerCase(Locale.ROOT);

    @BeforeEach
    void documents() {
        SearchIndices.make(index, page().json().getFirst());
        put("cat", CAT);
        put("stocks", STOCKS);
        put("world", "hello world on the sofa");
    }

    @Test
    void embeddedByDefaultAndReranked() {
        Response found = SearchPipes.search(pipeline(0), index, pipelines(1));

        assertThat(SearchIndices.ids(found)).containsExactly("world", "cat", "stocks");
    }

    @Test
    void aMatchBecomesNearest() {
        assertThat(SearchIndices.ids(SearchPipes.search(pipeline(2), index, MATCH.replace(" on the sofa", ""))))
                .hasSize(2).startsWith("cat");
    }

    @Test
    void rankedByWhatAModelHasPutIn() {
        Response found = SearchPipes.search(pipeline(3), index, MATCH);

        assertThat(SearchIndices.ids(found)).containsExactly("world", "cat");
        assertThat(found.asString()).doesNotContain("nearness");
    }

    private static String pipeline(int number) {
        String id = Ml.name("page");
        Rest.ok(Rest.put("/_search/pipeline/" + id, pipelines(number)));
        return id;
    }

    private void put(String id, String text) {
        List<Number> vector = Ml.predict(SharedModels.miniLm(), "{\"text_docs\": [\"" + text
                + "\"], \"target_response\": [\"sentence_embedding\"]}").path("inference_results[0].output[0].data");
        SearchIndices.put(index, id, "\"text\": \"" + text + "\", \"embedding\": " + vector);
    }

    private static String pipelines(int number) {
        return page().from("## Search pipelines").json().get(number);
    }

    private static Page page() {
        return Page.of("search.md").with("<model_id>", SharedModels.miniLm())
                .with("<similarity_model_id>", SharedModels.similarity(ModelFormat.ONNX));
    }
}
