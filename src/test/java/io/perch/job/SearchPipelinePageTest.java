package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.model.ModelFormat;
import io.perch.testing.Ml;
import io.perch.testing.Rest;
import io.perch.testing.SearchIndices;
import io.perch.testing.SearchPipes;
import io.perch.testing.Servers;
import io.perch.testing.SharedModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The examples on search pipelines in {@code docs/search.md}, in their order. */
@QuarkusTest
@WithTestResource(Servers.class)
class SearchPipelinePageTest {

    private static final Pattern EXAMPLE = Pattern.compile("(?s)```json\n(.*?)```");
    private static final Path PAGE = Path.of("docs", "search.md");
    private static final String CAT = "The cat sleeps on the sofa";
    private static final String STOCKS = "Stocks fell sharply today";
    private static final String MATCH = "{\"query\": {\"match\": {\"text\": \"a kitten taking a nap on the sofa\"}}}";

    private final String index = Ml.name("page").toLowerCase(Locale.ROOT);

    @BeforeEach
    void documents() throws IOException {
        Response made = RestAssured.given().contentType("application/json")
                .body(example(page().split("## Search pipelines")[0], 0)).put(SearchIndices.url("/" + index));
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(200);
        put("cat", CAT);
        put("stocks", STOCKS);
        put("world", "hello world on the sofa");
    }

    @Test
    void embeddedByDefaultAndReranked() throws IOException {
        Response found = SearchPipes.search(pipeline(0), index, pipelines(1));

        assertThat(SearchIndices.ids(found)).containsExactly("world", "cat", "stocks");
    }

    @Test
    void aMatchBecomesNearest() throws IOException {
        assertThat(SearchIndices.ids(SearchPipes.search(pipeline(2), index, MATCH.replace(" on the sofa", ""))))
                .hasSize(2).startsWith("cat");
    }

    @Test
    void rankedByWhatAModelHasPutIn() throws IOException {
        Response found = SearchPipes.search(pipeline(3), index, MATCH);

        assertThat(SearchIndices.ids(found)).containsExactly("world", "cat");
        assertThat(found.asString()).doesNotContain("nearness");
    }

    private static String pipeline(int number) throws IOException {
        String id = Ml.name("page");
        Rest.ok(Rest.put("/_search/pipeline/" + id, pipelines(number)));
        return id;
    }

    private void put(String id, String text) {
        List<Number> vector = Ml.predict(SharedModels.miniLm(), "{\"text_docs\": [\"" + text
                + "\"], \"target_response\": [\"sentence_embedding\"]}").path("inference_results[0].output[0].data");
        SearchIndices.put(index, id, "\"text\": \"" + text + "\", \"embedding\": " + vector);
    }

    private static String pipelines(int number) throws IOException {
        return example(page().split("## Search pipelines")[1], number);
    }

    private static String example(String text, int number) {
        return EXAMPLE.matcher(text).results().map(match -> match.group(1)).toList().get(number);
    }

    private static String page() throws IOException {
        return Files.readString(PAGE).replace("<model_id>", SharedModels.miniLm())
                .replace("<similarity_model_id>", SharedModels.similarity(ModelFormat.ONNX));
    }
}
