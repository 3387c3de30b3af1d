package io.perch.connector.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.path.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every processor on literals: its configuration, a value, what it makes of it. */
class ProcessorTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{} | {\"a\":[1]} | \"{\\\"a\\\":[1]}\"",
            "{} | \"hello\" | \"hello\"",
            "{} | 42 | \"42\"",
            "{\"escape_json\":true} | {\"m\":\"a \\\"b\\\"\"} | "
                    + "\"{\\\\\\\"m\\\\\\\":\\\\\\\"a \\\\\\\\\\\\\\\"b\\\\\\\\\\\\\\\"\\\\\\\"}\""})
    void toText(String config, String input, String expected) {
        assertMade("to_string", config, input, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"pattern\":\"[^a-zA-Z0-9]\"} | \"Hello, World! 123\" | \"HelloWorld123\"",
            "{\"pattern\":\"\\\\s+\",\"replacement\":\"_\"} | \"hello   world\" | \"hello_world\"",
            "{\"pattern\":\"(\\\\d{3})(\\\\d{4})\",\"replacement\":\"$1-$2\"} | \"5551234\" | \"555-1234\"",
            "{\"pattern\":\"foo\",\"replacement\":\"bar\",\"replace_all\":false} | \"foo foo\" | \"bar foo\"",
            "{\"pattern\":\"<think>.*</think>\"} | \"<think>a\\nb</think>c\" | \"c\"",
            "{\"pattern\":\"x\"} | {\"x\":1} | \"{\\\"\\\":1}\"",
            "{\"pattern\":\"a\",\"replacement\":\"$7\"} | \"abc\" | \"abc\"",
            "{\"pattern\":\"nothing\"} | \"abc\" | \"abc\""})
    void regexReplace(String config, String input, String expected) {
        assertMade("regex_replace", config, input, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"pattern\":\"([a-z.]+)@[a-z.]+\"} | \"Contact: john.doe@example.com\" | \"john.doe\"",
            "{\"pattern\":\"(\\\\w+)@(\\\\w+)\",\"groups\":\"[1,2]\"} | \"to a@b\" | [\"a\",\"b\"]",
            "{\"pattern\":\"(\\\\w+)@(\\\\w+)\",\"groups\":[2, 1]} | \"to a@b\" | [\"b\",\"a\"]",
            "{\"pattern\":\"\\\\d+\",\"groups\":\"0\"} | \"no 17\" | \"17\"",
            "{\"pattern\":\"\\\\d+\",\"groups\":0} | \"no 17\" | \"17\"",
            "{\"pattern\":\"<c>(.*)</c>\"} | \"<c>1\\n2</c>\" | \"1\\n2\"",
            "{\"pattern\":\"(a)?(b)\",\"groups\":[1,2]} | \"b\" | [null,\"b\"]",
            "{\"pattern\":\"(a)\",\"groups\":[1,9]} | \"a\" | \"a\"",
            "{\"pattern\":\"(a)\",\"groups\":9} | \"a\" | \"a\"",
            "{\"pattern\":\"(z)\"} | {\"a\":1} | {\"a\":1}"})
    void regexCapture(String config, String input, String expected) {
        assertMade("regex_capture", config, input, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{} | \"Here: {\\\"name\\\": \\\"John\\\"} ok\" | {\"name\":\"John\"}",
            "{} | \"Results: [{\\\"id\\\": 1}] - done {}\" | [{\"id\":1}]",
            "{\"extract_type\":\"object\"} | \"[1] {\\\"a\\\":2}\" | {\"a\":2}",
            "{\"extract_type\":\"ARRAY\"} | \"{\\\"a\\\":[1]} x\" | [1]",
            "{\"extract_type\":\"array\",\"default\":[]} | \"nothing\" | []",
            "{\"default\":{\"ok\":false}} | \"{broken\" | {\"ok\":false}",
            "{\"default\":\"x\"} | \" \" | \"x\"",
            "{} | \"{broken\" | \"{broken\"",
            "{} | {\"a\":1} | {\"a\":1}"})
    void extractJson(String config, String input, String expected) {
        assertMade("extract_json", config, input, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"path\":\"$.user.email\"} | {\"user\":{\"email\":\"j@x\"}} | \"j@x\"",
            "{\"path\":\"$.p[*].n\"} | {\"p\":[{\"n\":\"A\"},{\"n\":\"B\"}]} | [\"A\",\"B\"]",
            "{\"path\":\"$.a\"} | \"{\\\"a\\\":1}\" | 1",
            "{\"path\":\"$.a\",\"default\":\"none\"} | {\"b\":1} | \"none\"",
            "{\"path\":\"$..a\",\"default\":\"none\"} | {\"b\":1} | \"none\"",
            "{\"path\":\"$.a\"} | {\"b\":1} | {\"b\":1}",
            "{\"path\":\"$.a\"} | \"text\" | \"text\""})
    void jsonpathFilter(String config, String input, String expected) {
        assertMade("jsonpath_filter", config, input, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"paths\":[\"$.password\",\"$.nothing\",\"$.ssn\"]} | {\"u\":1,\"password\":2,\"ssn\":3} | {\"u\":1}",
            "{\"paths\":[\"$.items[*].id\"]} | {\"items\":[{\"id\":1,\"n\":2},{\"id\":3}]} | {\"items\":[{\"n\":2},{}]}",
            "{\"paths\":[\"$.a\"]} | \"{\\\"a\\\":1,\\\"b\\\":2}\" | {\"b\":2}"})
    void removeJsonpath(String config, String input, String expected) {
        assertMade("remove_jsonpath", config, input, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"path\":\"$.status\",\"value\":\"pending\"} | {\"a\":1} | {\"a\":1,\"status\":\"pending\"}",
            "{\"path\":\"$.a\",\"value\":{\"b\":[2]}} | {\"a\":1} | {\"a\":{\"b\":[2]}}",
            "{\"path\":\"$.a\",\"value\":null} | {\"a\":1} | {\"a\":null}",
            "{\"path\":\"$.c\",\"source_path\":\"$.a\"} | {\"a\":1,\"b\":2} | {\"a\":1,\"b\":2,\"c\":1}",
            "{\"path\":\"$.id\",\"source_path\":\"$.u.id\"} | {\"u\":{\"id\":3}} | {\"u\":{\"id\":3},\"id\":3}",
            "{\"path\":\"$.s\",\"source_path\":\"$.x\",\"default\":\"unknown\"} | {\"a\":1} | {\"a\":1,\"s\":\"unknown\"}",
            "{\"path\":\"$.s\",\"source_path\":\"$.x\"} | {\"a\":1} | {\"a\":1}",
            "{\"path\":\"$.x.y\",\"value\":1} | {\"a\":1} | {\"a\":1}",
            "{\"path\":\"$.l[3]\",\"value\":1} | {\"l\":[]} | {\"l\":[]}",
            "{\"path\":\"$.a\",\"value\":2} | \"{\\\"a\\\":1}\" | {\"a\":2}",
            "{\"path\":\"$.a\",\"value\":2} | \"text\" | \"text\""})
    void setField(String config, String input, String expected) {
        assertMade("set_field", config, input, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"path\":\"$.text\",\"processors\":[{\"type\":\"jsonpath_filter\",\"path\":\"$.a\"},{\"type\":\"to_string\"}]} | "
                    + "{\"a\":[1]} | "
                    + "{\"a\":[1],\"text\":\"[1]\"}",
            "{\"path\":\"$.x.y\",\"processors\":{\"type\":\"to_string\"}} | {\"a\":1} | {\"a\":1}"})
    void processAndSet(String config, String input, String expected) {
        assertMade("process_and_set", config, input, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"path\":\"$.items[*]\",\"processors\":[{\"type\":\"set_field\",\"path\":\"$.ok\",\"value\":true}]} | "
                    + "{\"items\":[{\"a\":1},{}]} | {\"items\":[{\"a\":1,\"ok\":true},{\"ok\":true}]}",
            "{\"path\":\"$.items\",\"processors\":[{\"type\":\"to_string\"}]} | {\"items\":[1,{}]} | {\"items\":[\"1\",\"{}\"]}",
            "{\"path\":\"$.u[*].t[*]\",\"processors\":[{\"type\":\"to_string\"}]} | {\"u\":[{\"t\":[1]},{\"t\":[2,3]}]} | "
                    + "{\"u\":[{\"t\":[\"1\"]},{\"t\":[\"2\",\"3\"]}]}",
            "{\"path\":\"$.items\",\"processors\":[{\"type\":\"to_string\"}]} | {\"items\":7} | {\"items\":7}",
            "{\"path\":\"$.x[*]\",\"processors\":[{\"type\":\"to_string\"}]} | {\"items\":[7]} | {\"items\":[7]}"})
    void forEach(String config, String input, String expected) {
        assertMade("for_each", config, input, expected);
    }

    private static final String ROUTES = "\"routes\":[{\"admin\":[{\"type\":\"set_field\",\"path\":\"$.is\",\"value\":\"A\"}]},"
            + "{\"not_exists\":[{\"type\":\"set_field\",\"path\":\"$.is\",\"value\":\"N\"}],\">=18\":[]}]";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"role\":\"admin\"} | {\"role\":\"admin\",\"is\":\"A\"}",
            "{} | {\"is\":\"N\"}",
            "{\"role\":null} | {\"role\":null,\"is\":\"N\"}",
            "{\"role\":[]} | {\"role\":[],\"is\":\"N\"}",
            "{\"role\":21} | {\"role\":21}",
            "{\"role\":\"user\"} | {\"role\":\"user\",\"is\":\"D\"}"})
    void conditional(String input, String expected) {
        assertMade("conditional", "{\"path\":\"$.role\"," + ROUTES
                + ",\"default\":{\"type\":\"set_field\",\"path\":\"$.is\",\"value\":\"D\"}}", input, expected);
    }

    @Test
    void conditionalWithoutAPathJudgesAllOfIt() {
        String config = "{\"routes\":[{\"contains:err\":[{\"type\":\"regex_replace\",\"pattern\":\".*\",\"replacement\":\"bad\","
                + "\"replace_all\":false}]}]}";

        assertMade("conditional", config, "\"an error\"", "\"bad\"");
        assertMade("conditional", config, "\"fine\"", "\"fine\"");
    }

    @Test
    void namesComeInAnyLetterCase() {
        assertMade("To_String", "{}", "1", "\"1\"");
    }

    /** A value as the chain of this one processor makes it. */
    private static void assertMade(String type, String config, String input, String expected) {
        String members = config.equals("{}") ? "}" : "," + config.substring(1);
        ProcessorChain chain = ProcessorChain.parse("[{\"type\":\"" + type + "\"" + members + "]", "output_processors");
        JsonNode given = JsonText.tree(input).orElseThrow();

        assertThat(chain.apply(given)).hasToString(JsonText.tree(expected).orElseThrow().toString());
        assertThat(given).isEqualTo(JsonText.tree(input).orElseThrow());
    }
}
