package io.perch.ingest.chunking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenScanTest {

    /** Words, and each digit by itself. */
    private static final Pattern TOKEN = Pattern.compile("[a-z]+|\\d|\uD83D\uDE00");
    private static final int ALL = Integer.MAX_VALUE;

    private final List<String> asked = new ArrayList<>();

    private static int[] tokens(String text) {
        return TOKEN.matcher(text).results().mapToInt(MatchResult::start).toArray();
    }

    private int[] scan(String text, int pieceLength, int enough) {
        TokenScan scan = new TokenScan(text, pieceLength, enough);
        boolean more = true;
        while (more) {
            asked.add(scan.piece());
            more = scan.take(tokens(asked.getLast()));
        }
        return scan.starts();
    }

    @ParameterizedTest
    @ValueSource(strings = {"one two three four five", "a", "....", "123456789012345678901234567890", "..........abc def",
            "a b c d e f", "           abc           ", "12345abc678 9de........fg",
            "ab\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00c"})
    void piecesChangeNoToken(String text) {
        assertThat(scan(text, 7, ALL)).isEqualTo(tokens(text));
        assertThat(scan(text, 8, ALL)).isEqualTo(tokens(text));
        assertThat(asked).allSatisfy(piece -> assertThat(piece.length()).isBetween(1, 8));
    }

    @Test
    void piecesEndAtBlanks() {
        scan("one two three", 7, ALL);

        assertThat(asked).containsExactly("one ", "two ", "three");
    }

    @Test
    void whereThereIsNoBlankTheLastTokenIsLookedForAgain() {
        assertThat(scan("12345abcdef", 7, ALL)).containsExactly(0, 1, 2, 3, 4, 5);

        assertThat(asked).containsExactly("12345ab", "abcdef");
    }

    @Test
    void aTokenLongerThanAPieceIsTakenAsItComes() {
        assertThat(scan("abcdefghij", 4, ALL)).containsExactly(0, 4, 8);
    }

    @Test
    void itStopsWhenItHasEnough() {
        assertThat(scan("a b c d e f g h", 4, 3)).containsExactly(0, 2, 4, 6);
        assertThat(asked).hasSize(2);
    }
}
