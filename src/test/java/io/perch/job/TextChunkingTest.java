package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.perch.base.Json;
import io.perch.testing.Ml;
import io.perch.testing.Refusal;
import io.perch.testing.Rest;
import io.perch.testing.Servers;
import io.perch.testing.SharedModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code text_chunking}. */
@QuarkusTest
@WithTestResource(Servers.class)
class TextChunkingTest {

    private static final String FOX = "The quick brown fox, isn't it? It jumps over 2.5 lazy dogs.";

    private static JsonNode json(String text) {
        return Json.read(text, JsonNode.class);
    }

    private static String chunking(String algorithm, String options) {
        return "{\"text_chunking\": {\"algorithm\": {" + algorithm + "}, " + options + "}}";
    }

    private static String chunking(String algorithm) {
        return chunking(algorithm, "\"field_map\": {\"t\": \"p\"}");
    }

    private static String document(String text) {
        return JsonNodeFactory.instance.objectNode().put("t", text).toString();
    }

    private static JsonNode passages(String algorithm, String text) {
        return Rest.source(chunking(algorithm), document(text)).get("p");
    }

    @Test
    void soManyTokensOfOpenSearchs() {
        assertThat(passages("\"fixed_token_length\": {\"token_limit\": 4}", FOX)).isEqualTo(json("""
                ["The quick brown fox, ", "isn't it? It jumps ", "over 2.5 lazy dogs."]"""));
        assertThat(passages("\"fixed_token_length\": {\"token_limit\": 6, \"overlap_rate\": 0.5}", FOX)).isEqualTo(json("""
                ["The quick brown fox, isn't it? ", "fox, isn't it? It jumps over ", "It jumps over 2.5 lazy dogs."]"""));
        assertThat(passages("\"fixed_token_length\": {\"token_limit\": 4, \"tokenizer\": \"letter\","
                + " \"max_chunk_limit\": 2}", FOX)).isEqualTo(json("""
                ["The quick brown fox, ", "isn't it? It jumps over 2.5 lazy dogs."]"""));
        assertThat(passages("\"fixed_token_length\": {}", "... !")).isEmpty();
        assertThat(passages("", "... sun!")).isEqualTo(json("[\"... sun!\"]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "letter", "lowercase", "whitespace", "uax_url_email", "classic", "thai"})
    void openSearchHasEachTokenizer(String tokenizer) {
        assertThat(passages("\"fixed_token_length\": {\"token_limit\": 2, \"tokenizer\": \"" + tokenizer + "\"}",
                "sun moon star")).isEqualTo(json("[\"sun moon \", \"star\"]"));
    }

    @Test
    void aTextOfMoreTokensThanOpenSearchCountsAtOnce() {
        String words = IntStream.range(0, 25_000).mapToObj(i -> "w" + i + " ").collect(Collectors.joining());
        String characters = "\u6c34".repeat(25_000);
        String algorithm = "\"fixed_token_length\": {\"token_limit\": 1000, \"max_chunk_limit\": -1}";

        assertThat(passages(algorithm, words)).hasSize(25).allSatisfy(passage ->
                assertThat(passage.asText().split(" ")).hasSize(1000));
        assertThat(passages(algorithm, characters)).hasSize(25).allSatisfy(passage ->
                assertThat(passage.asText()).hasSize(1000));
        assertThat(passages("\"fixed_token_length\": {\"token_limit\": 1}", words)).hasSize(100).last().satisfies(rest ->
                assertThat(rest.asText()).startsWith("w99 ").endsWith("w24999 "));
    }

    @Test
    void atDelimiters() {
        assertThat(passages("\"delimiter\": {}", "one\n\n\n\ntwo\n\nthree")).isEqualTo(json("""
                ["one\\n\\n", "two\\n\\n", "three"]"""));
        assertThat(passages("\"delimiter\": {\"delimiter\": \".\", \"max_chunk_limit\": 2}", "a.b.c.")).isEqualTo(json("""
                ["a.", "b.c."]"""));
    }

    @Test
    void soManyCharacters() {
        assertThat(passages("\"fixed_char_length\": {\"char_limit\": 4, \"overlap_rate\": 0.25}", "abcdefgh"))
                .isEqualTo(json("[\"abcd\", \"defg\", \"gh\"]"));
        assertThat(passages("\"fixed_char_length\": {}", "a".repeat(3_000))).extracting(passage -> passage.asText().length())
                .containsExactly(2_048, 952);
    }

    @Test
    void passagesAreBesideTheirTextsWhereverTheseAre() {
        JsonNode source = Rest.source(chunking("\"delimiter\": {\"delimiter\": \".\"}",
                        "\"field_map\": {\"t\": \"p\", \"l\": \"lp\", \"c\": {\"t\": \"p\"}, \"a.b\": \"q\"}"),
                """
                {"t": "a.b", "l": ["c.d", "", "e"], "c": [{"t": "f.g"}, {"n": 1}], "a": {"b": "h"}}""");

        assertThat(source.get("p")).isEqualTo(json("[\"a.\", \"b\"]"));
        assertThat(source.get("lp")).isEqualTo(json("[\"c.\", \"d\", \"e\"]"));
        assertThat(source.get("c")).isEqualTo(json("""
                [{"t": "f.g", "p": ["f.", "g"]}, {"n": 1, "p": []}]"""));
        assertThat(source.at("/a/q")).isEqualTo(json("[\"h\"]"));
    }

    @Test
    void fieldsThatAreMissing() {
        String fields = "\"field_map\": {\"t\": \"p\", \"o\": {\"t\": \"p\"}, \"b\": \"bp\"}";
        String document = "{\"t\": null, \"b\": \" \"}";

        assertThat(Rest.source(chunking("", fields), document)).isEqualTo(json("""
                {"t": null, "b": " ", "p": [], "bp": []}"""));
        assertThat(Rest.source(chunking("", fields + ", \"ignore_missing\": true"), document)).isEqualTo(json("""
                {"t": null, "b": " ", "bp": []}"""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"t": 5}          | map type field [t] is neither string nor nested type, cannot process it
            {"t": ["a", 5]}   | list type field [t] has non string value, cannot process it
            {"t": ["a", null]} | list type field [t] has null, cannot process it
            """)
    void whatIsNoTextFailsTheDocument(String document, String reason) {
        assertThat(Rest.simulated(chunking(""), document).at("/error/reason").asText()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"field_map": {"a": "b"}}                       | [algorithm] required property is missing
            {"algorithm": {}}                               | [field_map] required property is missing
            {"field_map": {"a": "b"}, "algorithm": 5}       | [algorithm] property isn't a map, but of type [number]
            {"field_map": {"a": "b"}, "algorithm": {"delimiter": {}, "fixed_char_length": {}}} | Unable to create text_chunking processor as [algorithm] contains multiple algorithms
            {"field_map": {"a": "b"}, "algorithm": {"delimiter": 5}} | Unable to create text_chunking processor as parameters for [delimiter] algorithm must be an object
            {"field_map": {"a": "b"}, "algorithm": {"x": {}}} | Chunking algorithm [x] is not supported. Supported chunking algorithms are [delimiter, fixed_char_length, fixed_token_length]
            {"field_map": {"a": "b"}, "algorithm": {"delimiter": {"delimiter": ""}}} | Parameter [delimiter] should not be empty.
            {"field_map": {"a": "b"}, "algorithm": {"delimiter": {"max_chunk_limit": 0}}} | Parameter [max_chunk_limit] must be positive or -1 to disable this parameter
            {"field_map": {"a": "b"}, "algorithm": {"delimiter": {"token_limit": 1}}} | processor [text_chunking] doesn't support one or more provided configuration parameters [token_limit]
            {"field_map": {"a": "b"}, "algorithm": {"fixed_char_length": {"char_limit": 0}}} | Parameter [char_limit] must be positive.
            {"field_map": {"a": "b"}, "algorithm": {"fixed_char_length": {"char_limit": "x"}}} | [char_limit] property isn't an int, but of type [string]
            {"field_map": {"a": "b"}, "algorithm": {"fixed_token_length": {"overlap_rate": 0.6}}} | Parameter [overlap_rate] must be between 0.0 and 0.5
            {"field_map": {"a": "b"}, "algorithm": {"fixed_token_length": {"tokenizer": "ngram"}}} | Tokenizer [ngram] is not supported for [fixed_token_length] algorithm. Supported tokenizers are [classic, letter, lowercase, standard, thai, uax_url_email, whitespace]
            {"field_map": {"a": "b"}, "algorithm": {"fixed_token_length": {"token_limit": -1, "overlap_rate": -1}}, "x": 1} | processors[0] text_chunking: Parameter [token_limit] must be positive.; processors[0] text_chunking: Parameter [overlap_rate] must be between 0.0 and 0.5; processors[0] text_chunking: processor [text_chunking] doesn't support one or more provided configuration parameters [x]
            """)
    void whatIsWrongIsToldWhenThePipelineIsPut(String options, String reason) {
        Refusal.of(Rest.put("/_ingest/pipeline/x", "{\"processors\": [{\"text_chunking\": " + options + "}]}"))
                .is(400, "parse_exception", "pipeline_invalid").says(reason);
    }

    @Test
    void eachPassageGetsItsVector() {
        String embedding = "{\"text_embedding\": {\"model_id\": \"" + SharedModels.embedding()
                + "\", \"field_map\": {\"p\": \"v\"}}}";
        String id = Rest.pipeline(chunking("\"fixed_token_length\": {\"token_limit\": 1}"), embedding);

        JsonNode source = Rest.ok(Rest.post("/_ingest/pipeline/" + id + "/_simulate",
                "{\"docs\": [{\"_source\": {\"t\": \"hello sun\"}}]}")).at("/docs/0/doc/_source");

        assertThat(source.get("p")).isEqualTo(json("[\"hello \", \"sun\"]"));
        assertThat(source.get("v")).hasSize(2).allSatisfy(vector -> assertThat(vector.get("knn")).hasSize(4));
    }

    @Test
    void oneDocumentOfABulkDoesNotTouchTheOthers() {
        String index = Ml.name("chunks");
        String id = Rest.pipeline(chunking("\"fixed_token_length\": {\"token_limit\": 2}"));
        String lines = IntStream.range(0, 120).mapToObj(i -> "{\"index\": {\"_id\": \"" + i + "\"}}\n"
                + (i == 7 ? "{\"t\": 7}" : "{\"t\": \"a" + i + " b c\"}") + "\n").collect(Collectors.joining());

        JsonNode answer = Rest.ok(Rest.bulk("/" + index + "/_bulk?refresh=true&pipeline=" + id, lines));

        assertThat(answer.get("items")).hasSize(120);
        assertThat(IntStream.range(0, 120).filter(i -> answer.at("/items/" + i + "/index/status").asInt() != 201))
                .containsExactly(7);
        assertThat(Rest.ok(Rest.get("/" + index + "/_doc/119")).at("/_source/p")).isEqualTo(json("[\"a119 b \", \"c\"]"));
    }

    @Test
    void aSimulationTellsWhatWasCut() {
        JsonNode doc = Rest.ok(Rest.post("/_ingest/pipeline/_simulate?explain=true", "{\"pipeline\": {\"processors\": ["
                + chunking("\"delimiter\": {\"delimiter\": \".\"}") + "]}, \"docs\": [{\"_source\": {\"t\": \"a.b\"}}]}"));

        assertThat(doc.findValue("passages").asInt()).as(doc.toString()).isEqualTo(2);
    }
}
