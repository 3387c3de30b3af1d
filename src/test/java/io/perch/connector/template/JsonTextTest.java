package io.perch.connector.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    @Test
    void everyCharacterComesBack() {
        StringBuilder all = new StringBuilder();
        for (char character = 0; character < Character.MAX_VALUE; character++) {
            all.append(character).append('x');
        }

        assertThat(Given.json(JsonText.quoted(all.toString())).textValue()).isEqualTo(all.toString());
        assertThat(JsonText.isFragment(JsonText.escaped(all.toString()))).isTrue();
    }

    @Test
    void whatNeedsNoEscapeHasNone() {
        assertThat(JsonText.quoted("a/é\u007f\u2028😀'")).isEqualTo("\"a/é\u007f\u2028😀'\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "\\n\\\"\\\\\\/\\b\\f\\r\\t", "\\u00e9", "\\uABcd x", "😀"})
    void isAFragment(String text) {
        assertThat(JsonText.isFragment(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "a\nb", "\t", "\u0000", "\\", "\\\\\\", "\\x", "\\u00e", "\\u00eg", "\\u+0e9", "\\'"})
    void isNoFragment(String text) {
        assertThat(JsonText.isFragment(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1.5e+7", "true", "false", "null", " 7\n"})
    void isAScalar(String text) {
        assertThat(JsonText.isScalar(text)).isTrue();
        assertThat(JsonText.isContainer(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "01", "+1", "1.", ".5", "0x1", "1 2", "1,", "True", "nul", "nullx", "Infinity", "-Infinity",
        "NaN", "\"x\"", "{}"})
    void isNoScalar(String text) {
        assertThat(JsonText.isScalar(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", " [1, {\"a\": [true, null, \"\\u00e9\"]}] \n"})
    void isAContainer(String text) {
        assertThat(JsonText.isContainer(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[1", "{}{}", "[] x", "{a:1}", "{'a':1}", "[1,]", "[,1]", "{\"a\":\"\n\"}", "[\"\\x\"]",
        "// c\n[]", "[NaN]", "\ufeff{}"})
    void isNoContainer(String text) {
        assertThat(JsonText.isContainer(text)).isFalse();
    }
}
