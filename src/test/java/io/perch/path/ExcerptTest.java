package io.perch.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExcerptTest {

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "7", "0.5", "\"a\\\"b\"", "{\"a\":[1,{\"b\":null}],\"c\":\"d\"}"})
    void whatIsShortIsShownWhole(String json) {
        assertThat(excerpt(json)).isEqualTo(json);
    }

    @Test
    void whatIsLongIsCut() {
        assertThat(excerpt("[" + "0.25,".repeat(1000) + "1]")).startsWith("[0.25,0.25,").endsWith(",…]").hasSizeLessThan(110);
        assertThat(excerpt('"' + "x".repeat(1000) + '"')).isEqualTo('"' + "x".repeat(100) + "…\"");
        assertThat(excerpt("{\"a\":\"" + "y".repeat(1000) + "\",\"b\":1}")).endsWith("…\",…}").hasSizeLessThan(120);
        assertThat(excerpt("[[" + "1,".repeat(60) + "1],[2]]")).endsWith(",…],…]").hasSizeLessThan(120);
    }

    private static String excerpt(String json) {
        return Excerpt.of(JsonText.tree(json).orElseThrow());
    }
}
