package io.perch.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees that go on as they came. */
class ExactTreeTest {

    private static JsonNode read(String json) throws IOException {
        return JsonText.exactTree(json.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":[1.50,-0.10000000000000000000001,1e2,1.0E-7,12345678901234567890,7,-0.0,0.1]}", "[]", "{}", "1.10",
        "[true,false,null,\"text \\\" \\\\ é\",[[1.5]],{\"b\":{\"c\":9007199254740993}}]"})
    void everythingIsWrittenAsItWasRead(String json) throws IOException {
        assertThat(new String(JsonText.bytes(read(json)), StandardCharsets.UTF_8)).isEqualTo(json);
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
        assertThat(JsonText.node(Map.of("v", read("[0.12345678901234567890123]")))).hasToString("{\"v\":[0.12345678901234567890123]}");
    }

    @Test
    void theLastOfSeveralMembersCountsAndNothingIsMissing() throws IOException {
        assertThat(read("{\"a\":1.5,\"a\":2.5}")).hasToString("{\"a\":2.5}");
        assertThat(read(" ").isMissingNode()).isTrue();
        assertThat(JsonText.exactTree("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1.5", "[1.5,]", "{\"a\":1.5} x", "[1.5}", "{1.5:1}", "1.5 1.5", "1e99999999999", "[NaN]", "[01.5]"})
    void whatIsNoJsonIsRefused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(IOException.class);
        assertThat(JsonText.exactTree(json)).isEmpty();
    }

    @Test
    void depthIsBounded() {
        assertThatThrownBy(() -> read("[".repeat(2_000) + "]".repeat(2_000))).isInstanceOf(IOException.class)
                .hasMessageContaining("nesting depth");
    }
}
