package io.perch.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1", "{\"a\":1}}", "{\"a\":1} x", "[1,]", "{'a':1}", "{a:1}", "nope", "[1 2]", "\"open"})
    void isStrict(String text) {
        assertThat(JsonText.tree(text)).isEmpty();
        assertThatThrownBy(() -> JsonText.tree(utf8(text))).isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> JsonText.check(utf8(text))).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void exactNumbersKeepEveryDigit() throws IOException {
        String json = "[0.10,12345678901234567890.5,1.0E-7,7]";

        assertThat(JsonText.line(JsonText.exactTree(utf8(json))).toString()).isEqualTo(json);
    }

    @Test
    void checksWithoutReading() throws IOException {
        assertThat(JsonText.check(utf8(" {\"a\":[1,{\"b\":\"é\"}]} "))).isEqualTo(JsonToken.START_OBJECT);
        assertThat(JsonText.check(utf8("[]"))).isEqualTo(JsonToken.START_ARRAY);
        assertThat(JsonText.check(utf8("7"))).isEqualTo(JsonToken.VALUE_NUMBER_INT);
        assertThat(JsonText.check(utf8("  "))).isNull();
    }

    @Test
    void bytesThatAreNoUtf8AreNoJson() {
        assertThatThrownBy(() -> JsonText.check(new byte[] {'"', (byte) 0xC3, 'x', '"'})).isInstanceOf(IOException.class);
    }

    @Test
    void aLongTextIsNoFault() {
        String longText = '"' + "x".repeat(25_000_000) + '"';

        assertThat(JsonText.tree(longText).orElseThrow().textValue()).hasSize(25_000_000);
    }

    @Test
    void containersAreObjectsAndArrays() {
        assertThat(JsonText.container(" {\"a\":1}\n")).isPresent();
        assertThat(JsonText.container("[]")).isPresent();
        assertThat(JsonText.container("7")).isEmpty();
        assertThat(JsonText.container("{x}")).isEmpty();
        assertThat(JsonText.tree("")).isEmpty();
    }

    @Test
    void takesTheBeginning() {
        assertThat(JsonText.beginning("{\"a\":1} and so on")).hasToString("Optional[{\"a\":1}]");
        assertThat(JsonText.beginning("{and so on")).isEmpty();
    }

    @Test
    void escapesForBetweenQuotes() {
        assertThat(JsonText.escaped("say \"hé\" \\ \n")).isEqualTo("say \\\"hé\\\" \\\\ \\n");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
