package io.perch.ingest.chunking;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.ingest.chunking.Chunker.ByDelimiter;
import io.perch.ingest.chunking.Chunker.CharLength;
import io.perch.ingest.chunking.Chunker.TokenLength;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkerTest {

    private static final int ANY = Integer.MAX_VALUE;
    private static final String SMILE = "\uD83D\uDE00";

    private static List<String> chars(String text, int limit, double overlap, int most) {
        return new CharLength(Stride.of(limit, overlap)).chunk(text, null, most);
    }

    private static TokenLength tokens(int limit, double overlap) {
        return new TokenLength("whitespace", Stride.of(limit, overlap));
    }

    private static int[] starts(String text) {
        return IntStream.range(0, text.length()).filter(at -> !Character.isWhitespace(text.charAt(at))
                && (at == 0 || Character.isWhitespace(text.charAt(at - 1)))).toArray();
    }

    private static List<String> tokens(String text, int limit, double overlap, int most) {
        return tokens(limit, overlap).chunk(text, starts(text), most);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            abcdef,  2,   0, 9, ab|cd|ef
            abcdefg, 2,   0, 9, ab|cd|ef|g
            abcdefg, 4, 0.5, 9, abcd|cdef|efg
            abcdefg, 3, 0.5, 9, abc|cde|efg
            abcdefg, 9, 0.5, 9, abcdefg
            abcdefg, 2,   0, 2, ab|cdefg
            abcdefg, 4, 0.5, 2, abcd|cdefg
            abcdefg, 2,   0, 1, abcdefg
            """)
    void soManyCharacters(String text, int limit, double overlap, int most, String passages) {
        assertThat(chars(text, limit, overlap, most)).containsExactly(passages.split("\\|"));
    }

    @Test
    void whatUtf16WritesAsTwoStaysWhole() {
        assertThat(chars("a" + SMILE + "b", 2, 0, ANY)).containsExactly("a", SMILE + "b");
        assertThat(chars("a" + SMILE + "b", 2, 0.5, ANY)).containsExactly("a", SMILE, SMILE + "b");
        assertThat(chars(SMILE + SMILE + "a", 1, 0, ANY)).containsExactly(SMILE, SMILE, "a");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            `a b c d`,    2,   0, 9, `a b |c d`
            `a b c d e`,  2,   0, 9, `a b |c d |e`
            ` a. b  c. `, 1,   0, 9, ` a. |b  |c. `
            `a b c d e`,  3, 0.5, 9, `a b c |c d e`
            `a b c d e`,  2, 0.5, 9, `a b |b c |c d |d e`
            `a b c d e`,  2, 0.5, 2, `a b |b c d e`
            `a b c d e`,  1,   0, 3, `a |b |c d e`
            `a b c`,      3, 0.5, 9, `a b c`
            """)
    void soManyTokensAndWhatFollowsThem(String text, int limit, double overlap, int most, String passages) {
        assertThat(tokens(text, limit, overlap, most)).containsExactly(passages.split("\\|"));
    }

    @Test
    void aTextWithoutTokensHasNoPassages() {
        assertThat(tokens(" \n ", 3, 0, ANY)).isEmpty();
    }

    @Test
    void noMoreTokensThanEnoughChangeAPassage() {
        String text = "a ".repeat(50);
        TokenLength length = tokens(7, 0.3);

        assertThat(length.chunk(text, IntStream.of(starts(text)).limit(length.enough(4)).toArray(), 4))
                .isEqualTo(tokens(text, 7, 0.3, 4)).hasSize(4);
        assertThat(length.enough(ANY)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void whatIsOnePassageForSure() {
        assertThat(tokens(3, 0).isOne("abc")).isTrue();
        assertThat(tokens(3, 0).isOne("a b c")).isFalse();
        assertThat(tokens(3, 0).isOne("12.")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            a.b.c,   ., 9, a.|b.|c
            a.b.,    ., 9, a.|b.
            .a..b,   ., 9, .|a.|.|b
            a--b---, --, 9, a--|b--|-
            abc,     ., 9, abc
            a.b.c.d, ., 2, a.|b.c.d
            a.b.c.d, ., 1, a.b.c.d
            """)
    void toTheEndOfEachDelimiter(String text, String delimiter, int most, String passages) {
        assertThat(new ByDelimiter(delimiter).chunk(text, null, most)).containsExactly(passages.split("\\|"));
    }

    @Test
    void allTextsOfADocumentShareTheLimit() {
        Chunker chunker = new ByDelimiter(".");
        Allowance allowance = new Allowance(4, 3);

        assertThat(allowance.cut("a.b.c.d", null, chunker)).containsExactly("a.", "b.c.d");
        assertThat(allowance.cut("e", null, chunker)).containsExactly("e");
        assertThat(allowance.cut("f.g", null, chunker)).containsExactly("f.g");
    }

    @Test
    void aTextHasOnePassageWhateverTheLimit() {
        Chunker chunker = new ByDelimiter(".");
        Allowance none = new Allowance(1, 4);
        Allowance any = new Allowance(Allowance.UNLIMITED, 1);

        for (int i = 0; i < 4; i++) {
            assertThat(none.cut("a.b.c", null, chunker)).containsExactly("a.b.c");
        }
        assertThat(any.cut("a.".repeat(500), null, chunker)).hasSize(500);
    }
}
