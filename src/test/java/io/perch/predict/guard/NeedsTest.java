package io.perch.predict.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NeedsTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            abort                   ; abort
            a.abort                 ; abort
            colou?r                 ; colo
            ab+cde                  ; cde
            ab*cde                  ; cde
            ab{0,2}cde              ; cde
            a{2}bcd                 ; bcd
            \\bkill\\b          ; kill
            (x)zzz                  ; zzz
            (kill|murder) (him|her) ; kill,murder
            (?:very )*bad idea      ; bad idea
            (kill)?ing              ; ing
            [abc]def                ; def
            [a\\]b]cdef           ; cdef
            a\\.b\\.c           ; a.b.c
            \\d{4}-card           ; -card
            (?<n>\\w+)=token      ; =token
            kill|murder             ; kill,murder
            (?i)Drop\\s+TABLE     ; table""")
    void theRarestPartIsNeeded(String regex, String parts) {
        assertThat(Needs.of(regex).oneOf()).containsExactly(parts.split(","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.*|b.*", "(?s)abort", "x(?i:abort)", "\\Qabc\\E", "[[a-z]b]cde", "[]a]bcd", "ab😀?cd", "(abc)?",
        "[a-z&&[^b]]cde", "(?i)straße", "\\x61bcd", "\\p{L}bcd", "(a)\\1bc"})
    void ofSomeNothingIsSeenAtAGlance(String regex) {
        assertThat(Needs.of(regex)).isEqualTo(new Needs(List.of(), false, List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            \\b\\d{4}-\\d{4}\\b ; all is well     ; false
            \\b\\d{4}-\\d{4}\\b ; from 5 to 7 - 8 ; true
            [A-Z]{2}                ; all is well     ; false
            (?i)[A-Z]{2}            ; all is well     ; true
            [^a-z ]                 ; all is well     ; false
            [^a-z ]                 ; all is wéll     ; true
            [0-9]?                  ; all is well     ; true""")
    void aCharacterOfEachClassIsNeeded(String regex, String text, boolean met) {
        assertThat(Needs.of(regex).mayBeMetBy(new Sight(text))).isEqualTo(met);
    }

    /** Whatever matches meets the needs: tried with texts that are made of the pieces of the expressions. */
    @ParameterizedTest
    @ValueSource(strings = {"ab?c", "ab*c", "a+b", "(ab|cd)e", "(ab|cd)?e", "a{0,1}b", "a{2}b", "[ab]c", "[^a]b", "a|bc", "(a(b|c))d", "\\d\\s",
        "\\.a", "(?i)aB", "(?i)[AB]c", "^ab$", "a.c", "(?=ab)a", "(?:ab)+c", "\\ba\\b", "a\\?b", "[a\\]]b", "a{1,}?b", "a*+b", "(a|)b"})
    void whatMatchesMeetsTheNeeds(String regex) {
        Needs needs = Needs.of(regex);
        Pattern pattern = Pattern.compile(regex);
        Random random = new Random(7);
        int matched = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = random.ints(random.nextInt(7), 0, 14).collect(StringBuilder::new,
                    (all, c) -> all.append("abcdeABC. 1?]é".charAt(c)), StringBuilder::append).toString();
            if (pattern.matcher(text).find()) {
                matched++;
                assertThat(needs.mayBeMetBy(new Sight(text))).as("%s in '%s'", regex, text).isTrue();
            }
        }
        assertThat(matched).isPositive();
    }
}
