package io.perch.predict.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscapesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plain                | plain
            \\u0062lockword      | blockword
            say \\"no\\"         | say "no"
            \\u00zz              | u00zz
            end\\                | end\\
            a\\\\b               | a\\b
            \\u12                | u12""")
    void jsonsEscapesAreResolvedAndOthersStay(String text, String resolved) {
        assertThat(Escapes.resolved(text)).isEqualTo(resolved);
    }
}
