package io.perch.path;

import static io.perch.testing.Failures.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathTest {

    private static final JsonNode CHAT = json("""
            {"id": "x", "none": null, "choices": [{"index": 0, "message": {"role": "assistant", "content": "hi"}},
             {"index": 1, "message": {"role": "user", "content": "ho"}}], "usage": {"total": 7, "cost": 0.5},
             "a b": [[1, 2], [3, 4]]}""");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "$.id | \"x\"",
            "id | \"x\"",
            "$['id'] | \"x\"",
            "$.none | null",
            "$.usage.cost | 0.5",
            "$.choices[0].message.content | \"hi\"",
            "$.choices[-1].message.content | \"ho\"",
            "$.choices[*].message.content | [\"hi\",\"ho\"]",
            "$.choices.*.index | [0,1]",
            "$..role | [\"assistant\",\"user\"]",
            "$.choices[?(@.index == 1)].message.content | [\"ho\"]",
            "$.choices[?(@.message.role in ['user'])].index | [1]",
            "$.choices[0:1].index | [0]",
            "$['a b'][1] | [3,4]",
            "$['a b'][*] | [[1,2],[3,4]]",
            "$.choices.length() | 2",
            "$['a b'][0].sum() | 3.0",
            "$.usage.keys() | [\"total\",\"cost\"]"})
    void readsTheDialectOfTheLibrary(String path, String expected) {
        assertThat(JsonPath.of(path).read(CHAT)).hasToString("Optional[" + expected + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$.nothing", "$.id.inner", "$.choices[7]", "$.choices[*].nothing", "$..nothing",
            "$.choices[?(@.index > 5)]", "$.id.sum()"})
    void whatIsNotThereIsEmpty(String path) {
        assertThat(JsonPath.of(path).read(CHAT)).isEmpty();
    }

    @Test
    void textHasNoPaths() {
        assertThat(JsonPath.of("$.a").read(TextNode.valueOf("a"))).isEmpty();
        assertThat(JsonPath.of("$").read(TextNode.valueOf("a"))).contains(TextNode.valueOf("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"$.x[", "$.", "$x", "$.a b", "$['a'", " "})
    void whatIsNoPathIsRefused(String path) {
        PerchException refusal = failureOf(() -> JsonPath.of(path));

        assertThat(refusal.code()).isEqualTo(ErrorCode.REQUEST_INVALID);
        assertThat(refusal.reason()).contains("JSON path").contains(path.isBlank() ? "empty" : path);
    }

    @Test
    void regularExpressionsAreRefusedForNobodyCouldStopThem() {
        assertThat(failureOf(() -> JsonPath.of("$.a[?(@.b =~ /(x+)+y/)]")).reason()).contains("regular expression");
        assertThat(failureOf(() -> JsonPath.of("$.a[?(@.c != \"\\\"\" && @.b =~ /(x+)+y/ && @.c != \"\")]")).reason())
                .contains("regular expression");
        assertThat(JsonPath.of("$.a[?(@.b == '=~')]").read(json("{\"a\":[{\"b\":\"=~\"}]}"))).isPresent();
    }

    @Test
    void tooManyMatchesAreRefused() {
        JsonNode large = json("[" + "0,".repeat(100_000) + "0]");

        assertThat(failureOf(() -> JsonPath.of("$..*").read(large)).reason()).contains("more than 100000");
        assertThat(JsonPath.of("$").read(large)).contains(large);
    }

    @Test
    void aPathThatMatchesShowsTheFirstValue() {
        assertThat(JsonPath.of("$.choices[*].message.content").explain(CHAT))
                .isEqualTo(new PathReport("$.choices[*].message.content", 2, "\"hi\"", "$.choices[*].message.content",
                        List.of(), null));
        assertThat(JsonPath.of("$['a b']").explain(CHAT)).extracting(PathReport::matched, PathReport::sample)
                .containsExactly(1, "[[1,2],[3,4]]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "$.usage.totl         | $.usage        | $.usage.total",
            "$.choices[*].mesage  | $.choices[*]   | $.choices[*].message",
            "$.choices[*].message.contents | $.choices[*].message | $.choices[*].message.content",
            "$.chioces[0].message | $              | $.choices",
            "$.choices.message    | $.choices      | $.choices[*].message",
            "$.message.content    | $              | $.choices[0].message",
            "$.output.text        | $              | ",
            "$.choices[5].message | $.choices      | ",
            "$['a  b']            | $              | $['a b']",
            "total                | $              | $.usage.total"})
    void aPathThatMissesSaysHowFarItGoesAndWhatWasMeant(String path, String deepest, String nearest) {
        PathReport report = JsonPath.of(path).explain(CHAT);

        assertThat(report.found()).isFalse();
        assertThat(report).extracting(PathReport::deepest, PathReport::nearest).containsExactly(deepest, nearest);
    }

    @Test
    void withoutAnythingSimilarTheHintListsWhatThereIs() {
        PathReport report = JsonPath.of("$.output.text").explain(CHAT);

        assertThat(report.keys()).containsExactly("id", "none", "choices", "usage", "a b");
        assertThat(report.hint()).isEqualTo("at $ there are the keys id, none, choices, usage, a b");
        assertThat(report.end()).startsWith("$ is as far as it goes, and is {\"id\":\"x\"");
    }

    @Test
    void aHintNamesTheNearest() {
        assertThat(JsonPath.of("$.usage.totl").explain(CHAT).hint()).isEqualTo("there is $.usage.total");
        assertThat(JsonPath.of("$.x[0]").explain(json("[]")).hint()).isEqualTo("compare the path with the answer");
    }

    @Test
    void putsIntoACopy() {
        assertThat(JsonPath.of("$.usage.total").put(CHAT, TextNode.valueOf("n")).orElseThrow().at("/usage/total").asText())
                .isEqualTo("n");
        assertThat(JsonPath.of("$.usage.fresh").put(CHAT, TextNode.valueOf("n")).orElseThrow().at("/usage/fresh").asText())
                .isEqualTo("n");
        assertThat(JsonPath.of("$['a b'][0][1]").put(CHAT, TextNode.valueOf("n")).orElseThrow().get("a b"))
                .hasToString("[[1,\"n\"],[3,4]]");
        assertThat(JsonPath.of("$.nothing.fresh").put(CHAT, TextNode.valueOf("n"))).isEmpty();
        assertThat(JsonPath.of("$").put(CHAT, TextNode.valueOf("n"))).isEmpty();
        assertThat(CHAT.at("/usage")).hasToString("{\"total\":7,\"cost\":0.5}");
    }

    @Test
    void removesFromACopy() {
        assertThat(JsonPath.of("$.choices[*].message").remove(CHAT).orElseThrow().get("choices"))
                .hasToString("[{\"index\":0},{\"index\":1}]");
        assertThat(JsonPath.of("$['a b'][0]").remove(CHAT).orElseThrow().get("a b")).hasToString("[[3,4]]");
        assertThat(JsonPath.of("$.nothing").remove(CHAT)).isEmpty();
        assertThat(CHAT.at("/choices/0/message/content").asText()).isEqualTo("hi");
    }

    @Test
    void changesEachInACopy() {
        assertThat(JsonPath.of("$['a b'][*][*]").change(CHAT, number -> TextNode.valueOf(number + "!")).orElseThrow().get("a b"))
                .hasToString("[[\"1!\",\"2!\"],[\"3!\",\"4!\"]]");
        assertThat(CHAT.get("a b")).hasToString("[[1,2],[3,4]]");
    }

    private static JsonNode json(String text) {
        return JsonText.tree(text).orElseThrow();
    }
}
