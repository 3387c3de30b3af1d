package io.perch.job;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Ml;
import io.perch.testing.SearchIndices;
import io.perch.testing.Servers;
import io.perch.testing.SharedModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/search.md}, in their order. */
@QuarkusTest
@WithTestResource(Servers.class)
class SearchPageTest {

    private static final Pattern EXAMPLE = Pattern.compile("(?s)```json\n(.*?)```");
    private static final Pattern LINES = Pattern.compile("(?s)_msearch .*?--data-binary \\$'\n(.*?)\n'");
    private static final Path PAGE = Path.of("docs", "search.md");
    private static final String CAT = "The cat sleeps on the sofa";
    private static final String STOCKS = "Stocks fell sharply today";

    private final String index = Ml.name("page").toLowerCase(Locale.ROOT);

    @BeforeEach
    void documents() throws IOException {
        Response made = given().contentType("application/json").body(example(0)).put(SearchIndices.url("/" + index));
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(200);
        put("cat", CAT, "\"year\": 2024, \"tokens\": {\"kitten\": 2, \"nap\": 1}");
        put("stocks", STOCKS, "\"year\": 2021, \"tokens\": {\"shares\": 2}");
        put("old", "A kitten fell asleep", "\"year\": 1999, \"tokens\": {\"kitten\": 3}");
    }

    @Test
    void theFirstSearch() throws IOException {
        Response found = SearchIndices.search(index, example(1));

        assertThat(SearchIndices.ids(found)).containsExactly("old", "cat");
        Response asItSays = directly(example(2).replaceFirst("\\[.*]", vector("a kitten taking a nap").toString()));
        assertThat(found.<Object>path("hits")).isEqualTo(asItSays.path("hits"));
    }

    @Test
    void wordsAndMeaning() throws IOException {
        assertThat(SearchIndices.ids(SearchIndices.search(index, example(3)))).containsExactly("cat");
    }

    @Test
    void tokens() throws IOException {
        Response found = SearchIndices.search(index, example(4));

        assertThat(SearchIndices.ids(found)).containsExactly("old", "cat");
        assertThat(found.<Object>path("hits")).isEqualTo(directly(example(5)).path("hits"));
    }

    @Test
    void severalSearches() throws IOException {
        String lines = LINES.matcher(page()).results().findFirst().orElseThrow().group(1);

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

    private static String example(int number) throws IOException {
        return EXAMPLE.matcher(page()).results().map(MatchResult::group).map(block -> block.replaceAll("```(json)?", "")).toList()
                .get(number);
    }

    private static String page() throws IOException {
        return Files.readString(PAGE).replace("<model_id>", SharedModels.miniLm());
    }
}
