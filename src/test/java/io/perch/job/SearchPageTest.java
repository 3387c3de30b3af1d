package io.perch.job;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Ml;
import io.perch.testing.Page;
import io.perch.testing.SearchIndices;
import io.perch.testing.Servers;
import io.perch.testing.SharedModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/search.md}, in their order. */
@QuarkusTest
@WithTestResource(Servers.class)
class SearchPageTest {

    private static final Pattern LINES = Pattern.compile("(?s)_msearch .*?--data-binary \\$'\n(.*?)\n'");
    private static final String CAT = "The cat sleeps on the sofa";
    private static final String STOCKS = "Stocks fell sharply today";

    private final String index = Ml.name("page").toLowerCase(Locale.ROOT);

    @BeforeEach
    void documents() {
        SearchIndices.make(index, example(0));
        put("cat", CAT, "\"year\": 2024, \"tokens\": {\"kitten\": 2, \"nap\": 1}");
        put("stocks", STOCKS, "\"year\": 2021, \"tokens\": {\"shares\": 2}");
        put("old", "A kitten fell asleep", "\"year\": 1999, \"tokens\": {\"kitten\": 3}");
    }

    @Test
    void theFirstSearch() {
        Response found = SearchIndices.search(index, example(1));

        assertThat(SearchIndices.ids(found)).containsExactly("old", "cat");
        Response asItSays = directly(example(2).replaceFirst("\\[.*]", vector("a kitten taking a nap").toString()));
        assertThat(found.<Object>path("hits")).isEqualTo(asItSays.path("hits"));
    }

    @Test
    void wordsAndMeaning() {
        assertThat(SearchIndices.ids(SearchIndices.search(index, example(3)))).containsExactly("cat");
    }

    @Test
    void tokens() {
        Response found = SearchIndices.search(index, example(4));

        assertThat(SearchIndices.ids(found)).containsExactly("old", "cat");
        assertThat(found.<Object>path("hits")).isEqualTo(directly(example(5)).path("hits"));
    }

    @Test
    void severalSearches() {
        String lines = page().all(LINES).getFirst().group(1);

        Response found = SearchIndices.multi("/_msearch", lines.replace("\"docs\"", '"' + index + '"'));

        assertThat(found.statusCode()).as(found.asString()).isEqualTo(200);
        assertThat(found.<String>path("responses[0].hits.hits[0]._id")).isEqualTo("old");
        assertThat(found.<String>path("responses[1].hits.hits[0]._id")).isEqualTo("stocks");
    }

    private void put(String id, String text, String members) {
        SearchIndices.put(index, id, "\"text\": \"" + text + "\", \"embedding\": " + vector(text) + ", " + members);
    }

    private static List<Number> vector(String text) {
        return Ml.predict(SharedModels.miniLm(),
                "{\"text_docs\": [\"" + text + "\"], \"target_response\": [\"sentence_embedding\"]}")
                .path("inference_results[0].output[0].data");
    }

    private Response directly(String source) {
        return given().contentType("application/json").body(source).post(SearchIndices.url("/" + index + "/_search"));
    }

    private static String example(int number) {
        return page().json().get(number);
    }

    private static Page page() {
        return Page.of("search.md").with("<model_id>", SharedModels.miniLm());
    }
}
