package io.perch.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "$ | ",
            "$.data[*].embedding | .data [*] .embedding",
            "data.x | .data .x",
            "$.*['a.b'][0] | .* ['a.b'] [0]",
            "$..name.x | ..name .x",
            "$..[0] | ..[0]",
            "$..*.y | ..* .y",
            "$.a[?(@.b == ']' && @.c[0] > 1)].d | .a [?(@.b == ']' && @.c[0] > 1)] .d",
            "$.a.concat($.b, \")\").c | .a .concat($.b, \")\") .c",
            "$['it\\'s'].x | ['it\\'s'] .x"})
    void cutsAPathIntoItsSteps(String path, String steps) {
        PathText text = PathText.of(path);

        assertThat(String.join(" ", text.steps().stream().map(Step::text).toList())).isEqualTo(steps == null ? "" : steps);
    }

    @Test
    void knowsKeysFromEverythingElse() {
        assertThat(PathText.of("$.a['b c'][*].*[0]['x','y'].length()").steps()).containsExactly(
                new Step.Key(".a", "a"), new Step.Key("['b c']", "b c"), new Step.Every("[*]"), new Step.Every(".*"),
                new Step.Other("[0]"), new Step.Other("['x','y']"), new Step.Other(".length()"));
    }

    @Test
    void givesItsBeginningAndItsEnd() {
        assertThat(PathText.of("data[*].x").prefix(2)).isEqualTo("$.data[*]");
        assertThat(PathText.of("data[*].x").rest(1)).isEqualTo("[*].x");
    }
}
