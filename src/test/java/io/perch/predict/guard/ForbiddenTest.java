package io.perch.predict.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForbiddenTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            abort                 ; please abort it      ; true
            abort                 ; please ABORT it      ; false
            .*abort.*             ; please abort it      ; true
            .*abort.*             ; all is well          ; false
            (?i).*abort.*         ; please ABORT it      ; true
            ^abort$               ; abort                ; true
            ^abort$               ; please abort it      ; false
            \\babort\\b           ; abortive             ; false
            .*(kill|murder)\\s+me ; they murder  me now  ; true
            .*kill.*|.*murder.*   ; they murder me       ; true
            \\.*                  ; no dot here          ; false
            \\d{4}-\\d{4}         ; card 1234-5678 here  ; true
            .*?secret             ; a secret             ; true
            x|.*abort             ; abort                ; true""")
    void aPatternIsFoundAnywhereUnlessItIsAnchored(String regex, String text, boolean found) {
        assertThat(Forbidden.of(regex).isIn(new Sight(text))).isEqualTo(found);
        assertThat(Forbidden.of(regex).isIn(new Sight(text), 1_000)).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [0-9]*              | 123                | true
            [0-9]*              | order 123          | false
            ^(?!.*please).*$    | give me that       | true
            ^(?!.*please).*$    | give it, please    | false
            .*                  | whatever           | true""")
    void onePatternThatFitsTheEmptyTextIsHeldAgainstTheWhole(String regex, String text, boolean found) {
        assertThat(Forbidden.of(regex).isIn(new Sight(text))).isEqualTo(found);
    }

    @Test
    void aPatternIsFoundInAnyLine() {
        assertThat(Forbidden.of(".*abort.*").isIn(new Sight("one\nabort it\nthree"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"^(.*a){12}b$", "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$"})
    void whereJavaWouldNotEndRe2Tells(String regex) {
        Forbidden pattern = Forbidden.of(regex);

        assertThat(pattern.isIn(new Sight("b y A " + "a".repeat(4_000) + "x".repeat(4_000) + "!"))).isFalse();
    }

    @Test
    void whatRe2DoesNotKnowIsGivenUp() {
        Forbidden pattern = Forbidden.of("^(.*a){12}(.)\\2b$");

        assertThatThrownBy(() -> pattern.isIn(new Sight("a".repeat(2_000)))).isInstanceOf(Forbidden.TooLong.class)
                .hasMessageContaining("takes too many steps");
    }

    @Test
    void aBriefLookLeavesLongWorkToOthers() {
        assertThatThrownBy(() -> Forbidden.of("^(.*a){12}b$").isIn(new Sight("b " + "a".repeat(2_000)), 50_000))
                .isInstanceOf(Forbidden.TooLong.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            abort        | false
            .*abort.*    | false
            [^ ]+@evil   | false
            \\$5         | false
            ^abort       | true
            abort\\z     | true
            [0-9]*       | true
            (?<!no )abort | true""")
    void someNeedTheWholeText(String regex, boolean whole) {
        assertThat(Forbidden.of(regex).needsWholeText()).isEqualTo(whole);
    }
}
