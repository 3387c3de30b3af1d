package io.perch.engine.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A question of one token (9) between [CLS] 1 and [SEP] 2, then ten of context: 100 to 109. */
class PairTokensTest {

    private static final PairTokens WHOLE = pair(10);

    @Test
    void whatFitsIsOneWindow() {
        Tokens only = WHOLE.windows(14, 3, 9).getFirst();

        assertThat(WHOLE.windows(14, 3, 9)).hasSize(1);
        assertThat(only.ids()).containsExactly(1, 9, 2, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 2);
        assertThat(only.typeIds()).containsExactly(0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        assertThat(only.attentionMask()).hasSize(14).containsOnly(1);
        assertThat(only.spans().starts()).startsWith(-1, -1, -1, 0, 2).endsWith(18, -1);
        assertThat(only.truncated()).isFalse();
    }

    @Test
    void eachWindowHasTheQuestionAndOverlapsWithTheOneBefore() {
        List<Tokens> windows = WHOLE.windows(9, 2, 9);

        assertThat(windows).extracting(Tokens::ids).containsExactly(
                new long[] {1, 9, 2, 100, 101, 102, 103, 104, 2},
                new long[] {1, 9, 2, 103, 104, 105, 106, 107, 2},
                new long[] {1, 9, 2, 106, 107, 108, 109, 2});
        assertThat(windows.get(2).spans().starts()).containsExactly(-1, -1, -1, 12, 14, 16, 18, -1);
        assertThat(windows).extracting(Tokens::truncated).containsOnly(false);
    }

    @Test
    void moreWindowsThanMayBeAreCutAndSaySo() {
        List<Tokens> windows = WHOLE.windows(9, 2, 2);

        assertThat(windows).extracting(Tokens::truncated).containsExactly(false, true);
        assertThat(windows.getLast().ids()).containsExactly(1, 9, 2, 103, 104, 105, 106, 107, 2);
    }

    @Test
    void anOverlapThatLeavesNoProgressIsHalved() {
        assertThat(WHOLE.windows(8, 100, 99)).hasSize(4);
        assertThat(WHOLE.windows(5, 100, 99)).hasSize(10);
    }

    @Test
    void anEmptyContextIsAWindowToo() {
        List<Tokens> windows = pair(0).windows(5, 2, 9);

        assertThat(windows).extracting(Tokens::ids).containsExactly(new long[] {1, 9, 2, 2});
        assertThat(windows.getFirst().spans().starts()).containsOnly(-1);
    }

    /** Each token of the context is two characters long. */
    private static PairTokens pair(int context) {
        int n = context + 4;
        return new PairTokens(
                IntStream.range(0, n).mapToLong(t -> t == 0 ? 1 : t == 1 ? 9 : inContext(t, n) ? 97 + t : 2).toArray(),
                IntStream.range(0, n).mapToLong(t -> t < 3 ? 0 : 1).toArray(),
                new Spans(IntStream.range(0, n).map(t -> inContext(t, n) ? 2 * (t - 3) : -1).toArray(),
                        IntStream.range(0, n).map(t -> inContext(t, n) ? 2 * (t - 2) : -1).toArray()), 3, n - 1);
    }

    private static boolean inContext(int token, int n) {
        return token >= 3 && token < n - 1;
    }
}
