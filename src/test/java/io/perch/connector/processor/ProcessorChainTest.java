package io.perch.connector.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.path.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessorChainTest {

    @Test
    void eachIsGivenWhatTheOneBeforeMade() {
        ProcessorChain chain = chain("""
                [{"type":"regex_replace","pattern":"<think>.*?</think>"},
                 {"type":"extract_json"},
                 {"type":"jsonpath_filter","path":"$.answer"}]""");

        assertThat(chain.apply("<think>{\"answer\":0}</think> Sure: {\"answer\": 42}!")).isEqualTo("42");
    }

    @Test
    void oneThatFailsGivesOnWhatItWasGiven() {
        ProcessorChain chain = chain("""
                [{"type":"set_field","path":"$.x.y.z","value":1},
                 {"type":"regex_capture","pattern":"(a+)+$"},
                 {"type":"set_field","path":"$.b","value":2}]""");
        JsonNode input = JsonText.tree("{\"a\":1}").orElseThrow();

        assertThat(chain.apply(input)).hasToString("{\"a\":1,\"b\":2}");
    }

    @Test
    void aPatternThatNeverEndsIsStopped() {
        String evil = "{\"text\":\"" + "a".repeat(40) + "!\"}";

        assertThat(chain("[{\"type\":\"regex_replace\",\"pattern\":\"(a+)+\\\\1b\",\"replacement\":\"x\"}]").apply(evil))
                .isEqualTo(evil);
    }

    @Test
    void aPatternThatGoesTooDeepIsStopped() {
        String deep = "ab".repeat(100_000);

        assertThat(chain("[{\"type\":\"regex_capture\",\"pattern\":\"((a|b)*)c\"}]").apply(deep)).isEqualTo(deep);
    }

    @Test
    void aTextThatIsTooLongIsNotSearched() {
        String text = "a".repeat(BoundedRegex.CHARS + 1);

        assertThat(chain("[{\"type\":\"regex_replace\",\"pattern\":\"^a\"}]").apply(text)).isEqualTo(text);
        assertThat(chain("[{\"type\":\"regex_replace\",\"pattern\":\"^a\"}]").apply(text.substring(1)))
                .hasSize(BoundedRegex.CHARS - 1);
    }

    /** Forty doublings would be a terabyte. */
    @Test
    void processorsThatDoubleAreStopped() {
        String doubling = "{\"type\":\"set_field\",\"path\":\"$.x\",\"source_path\":\"$\"},";
        String texts = "{\"type\":\"regex_replace\",\"pattern\":\"^.*$\",\"replacement\":\"$0$0\"},";
        String base = "x".repeat(1000);

        JsonNode grown = chain("[" + doubling.repeat(40) + "{\"type\":\"to_string\"}]")
                .apply(JsonText.tree("{\"t\":\"" + base + "\"}").orElseThrow());
        String text = chain("[" + texts.repeat(40) + "{\"type\":\"to_string\"}]").apply(base);

        assertThat(grown.textValue().length()).isLessThanOrEqualTo(2 * (int) Weight.MOST);
        assertThat(text.length()).isGreaterThan(BoundedRegex.CHARS / 2).isLessThanOrEqualTo((int) Weight.MOST);
    }

    /** A hundred thousand elements, each worth five million steps, would take hours. */
    @Test
    void aChainHasOneBudgetForAllElements() {
        JsonNode list = JsonText.tree("[" + ("\"" + "a".repeat(40) + "!\",").repeat(99_999) + "\"b\"]").orElseThrow();

        JsonNode made = chain("[{\"type\":\"for_each\",\"path\":\"$[*]\",\"processors\":["
                + "{\"type\":\"regex_replace\",\"pattern\":\"(a+)+\\\\1b\"}]},{\"type\":\"to_string\"}]").apply(list);

        assertThat(made).isEqualTo(list);
    }

    @Test
    void aReplacementThatIsTooLongIsStoppedOnTheWay() {
        String text = "a".repeat(100_000);
        String replacement = "b".repeat(1_000);

        assertThat(chain("[{\"type\":\"regex_replace\",\"pattern\":\"a\",\"replacement\":\"" + replacement + "\"}]").apply(text))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "exists | 0 | true",
            "exists | \"\" | true",
            "null | \"null\" | true",
            "null | 1 | false",
            "not_exists | 1 | false",
            "admin | \"admin\" | true",
            "admin | \"Admin\" | false",
            "7 | 7 | true",
            "true | true | true",
            "{\"a\":1} | {\"a\":1} | true",
            ">10 | 11 | true",
            ">10 | 10 | false",
            "<10 | \"9.5\" | true",
            "<10 | 10 | false",
            ">=10 | 10 | true",
            ">=10 | \"9\" | false",
            "<=10 | 10 | true",
            "<=10 | 10.5 | false",
            "==0.3 | 0.30000000000000004 | true",
            "==1 | \"1.0\" | true",
            "==1 | 2 | false",
            ">10 | \"word\" | false",
            ">word | \">word\" | true",
            ">10 | \">10\" | true",
            "regex:a.c | \"abc\" | true",
            "regex:a.c | \"xabcx\" | false",
            "regex:a.c | \"a\\nc\" | false",
            "regex:\\d+ | 42 | true",
            "regex:(a+)+\\1b | \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac\" | false",
            "contains:bc | \"abcd\" | true",
            "contains:bc | \"acbd\" | false"})
    void conditions(String condition, String value, boolean holds) {
        String key = JsonText.escaped(condition);
        ProcessorChain chain = chain("[{\"type\":\"conditional\",\"routes\":[{\"" + key + "\":[{\"type\":\"regex_replace\","
                + "\"pattern\":\"^.*$\",\"replacement\":\"HOLDS\",\"replace_all\":false}]}]}]");
        JsonNode input = JsonText.tree(value).orElseThrow();

        assertThat(chain.apply(input).asText()).isEqualTo(holds ? "HOLDS" : input.asText());
    }

    private static ProcessorChain chain(String json) {
        return ProcessorChain.parse(json, "input_processors");
    }
}
