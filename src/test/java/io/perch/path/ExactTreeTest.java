package io.perch.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.dataformat.smile.databind.SmileMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees that go on as they came. */
class ExactTreeTest {

    private static JsonNode read(String json) throws IOException {
        return JsonText.exactTree(json.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":[1.50,-0.10000000000000000000001,1e2,1.0E-7,12345678901234567890,7,-0.0,0.1]}",
        "[]", "{}", "1.10",
        "[[1,2.50],[-3e-7],[0.5,\"text\"],[1,null,2],[4,[5]],[18446744073709551616,0.1e3]]",
        "[true,false,null,\"text \\\" \\\\ é\",[[1.5]],{\"b\":{\"c\":9007199254740993}}]"})
    void everythingIsWrittenAsItWasRead(String json) throws IOException {
        assertThat(JsonText.line(read(json)).toString()).isEqualTo(json);
        assertThat(JsonText.exactTree(json).orElseThrow()).hasToString(json);
    }

    @Test
    void aNumberIsADecimalForWhoeverLooks() throws IOException {
        JsonNode number = read("-12.50");

        assertThat(number.isNumber()).isTrue();
        assertThat(number.isIntegralNumber()).isFalse();
        assertThat(number.numberValue()).isEqualTo(new BigDecimal("-12.50"));
        assertThat(number.doubleValue()).isEqualTo(-12.5);
        assertThat(number.floatValue()).isEqualTo(-12.5f);
        assertThat(number.intValue()).isEqualTo(-12);
        assertThat(number.asText()).isEqualTo("-12.50");
        assertThat(number.canConvertToInt()).isTrue();
        assertThat(number.canConvertToExactIntegral()).isFalse();
        assertThat(read("1e2").canConvertToExactIntegral()).isTrue();
        assertThat(read("1e30").canConvertToLong()).isFalse();
    }

    @Test
    void aTreeOfTreesKeepsItsDigits() throws IOException {
        assertThat(JsonText.node(Map.of("v", read("[0.12345678901234567890123]"))))
                .hasToString("{\"v\":[0.12345678901234567890123]}");
    }

    @Test
    void numbersAreReadWhenSomebodyLooks() throws IOException {
        JsonNode numbers = read("[ 1.50 , 7 , 12345678901234567890 ]");

        assertThat(numbers.size()).isEqualTo(3);
        assertThat(JsonText.isVector(numbers)).isTrue();
        assertThat(JsonText.line(numbers)).hasToString("[1.50,7,12345678901234567890]");
        assertThat(numbers.get(0).decimalValue()).isEqualTo(new BigDecimal("1.50"));
        assertThat(numbers.get(1).isInt()).isTrue();
        assertThat(numbers.get(2).isBigInteger()).isTrue();
        assertThat(numbers.get(3)).isNull();
        assertThat(JsonText.line(numbers)).hasToString("[1.50,7,12345678901234567890]");
        assertThat(JsonText.isVector(numbers)).isTrue();
        assertThat(numbers).isEqualTo(read("[1.50,7,12345678901234567890]"));
    }

    @Test
    void numbersAreAnArrayThatCanBeChanged() throws IOException {
        ArrayNode numbers = (ArrayNode) read("[1.5,2]");
        ArrayNode copy = numbers.deepCopy();
        numbers.add("text").remove(0);
        numbers.set(0, 3);
        numbers.insert(0, 0.5);

        assertThat(JsonText.line(numbers)).hasToString("[0.5,3,\"text\"]");
        assertThat(numbers.deepCopy()).isEqualTo(numbers);
        assertThat(JsonText.isVector(numbers)).isFalse();
        assertThat(JsonText.line(copy)).hasToString("[1.5,2]");
        assertThat(JsonText.isVector(copy)).isTrue();
        assertThat(JsonText.line(numbers.removeAll())).hasToString("[]");
        assertThat(JsonText.isVector(numbers)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[\"1\"]", "[1,null]", "[[1]]", "{\"a\":1}", "1"})
    void whatIsNoVector(String json) throws IOException {
        assertThat(JsonText.isVector(read(json))).isFalse();
    }

    static List<ObjectMapper> otherFormats() {
        return List.of(new CBORMapper(), new SmileMapper(), new YAMLMapper());
    }

    @ParameterizedTest
    @MethodSource("otherFormats")
    void otherFormatsGetNumbersOfTheirOwn(ObjectMapper format) throws IOException {
        JsonNode written = read("{\"v\":[0.10,-2,1e3],\"n\":7.50,\"l\":9007199254740993}");

        assertThat(format.readTree(format.writeValueAsBytes(written)))
                .isEqualTo(new ObjectMapper().readTree("{\"v\":[0.1,-2,1000.0],\"n\":7.5,\"l\":9007199254740993}"));
    }

    @Test
    void theLastOfSeveralMembersCountsAndNothingIsMissing() throws IOException {
        assertThat(read("{\"a\":1.5,\"a\":2.5}")).hasToString("{\"a\":2.5}");
        assertThat(read(" ").isMissingNode()).isTrue();
        assertThat(JsonText.exactTree("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1.5", "[1.5,]", "{\"a\":1.5} x", "[1.5}", "{1.5:1}", "1.5 1.5",
        "1e99999999999", "[NaN]", "[01.5]", "[1.5 2]", "[1.5,1e99999999999]", "[1,2", "[1,,2]"})
    void whatIsNoJsonIsRefused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(IOException.class);
        assertThat(JsonText.exactTree(json)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[%s]", "[1,%s]", "%s", "[0.%s]", "[\"\",%s]"})
    void lengthIsBounded(String json) {
        assertThatThrownBy(() -> read(json.formatted("9".repeat(2_000)))).isInstanceOf(IOException.class)
                .hasMessageContaining("length");
    }

    @Test
    void depthIsBounded() {
        assertThatThrownBy(() -> read("[".repeat(2_000) + "]".repeat(2_000))).isInstanceOf(IOException.class)
                .hasMessageContaining("nesting depth");
    }
}
