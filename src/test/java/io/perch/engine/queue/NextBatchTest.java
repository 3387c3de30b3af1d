package io.perch.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.engine.token.Tokens;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class NextBatchTest {

    @Test
    void nothingOfNothing() {
        assertThat(NextBatch.nextBatch(queue(), 512)).isEmpty();
    }

    @Test
    void takesThoseOfTheHeadsLengthInOrder() {
        Deque<Entry> queue = queue(3, 5, 3, 7, 3);

        List<Entry> batch = NextBatch.nextBatch(queue, 512);

        assertThat(positions(batch)).containsExactly(0, 2, 4);
        assertThat(positions(queue)).containsExactly(1, 3);
    }

    @Test
    void staysWithinTheTokens() {
        Deque<Entry> queue = queue(4, 4, 4, 4);

        assertThat(positions(NextBatch.nextBatch(queue, 12))).containsExactly(0, 1, 2);
        assertThat(positions(queue)).containsExactly(3);
    }

    @Test
    void oneMoreThanFitsWaits() {
        assertThat(NextBatch.nextBatch(queue(4, 4, 4), 11)).hasSize(2);
    }

    @Test
    void aLongTextRunsAlone() {
        Deque<Entry> queue = queue(600, 600);

        assertThat(positions(NextBatch.nextBatch(queue, 512))).containsExactly(0);
        assertThat(positions(queue)).containsExactly(1);
    }

    @Test
    void noTokensMeansAlone() {
        assertThat(NextBatch.nextBatch(queue(2, 2), 0)).hasSize(1);
    }

    @Test
    void sharesWithIdleWorkers() {
        assertThat(NextBatch.share(queue(12, 12, 12, 12), 0, 512)).isEqualTo(512);
        assertThat(NextBatch.share(queue(12, 12, 12, 12), 1, 512)).isEqualTo(24);
        assertThat(NextBatch.share(queue(12, 12, 12), 1, 512)).isEqualTo(18);
        assertThat(NextBatch.share(queue(600, 600, 600, 600), 1, 512)).isEqualTo(512);
    }

    private static Deque<Entry> queue(int... lengths) {
        Deque<Entry> queue = new ArrayDeque<>();
        for (int position = 0; position < lengths.length; position++) {
            long[] tokens = new long[lengths[position]];
            queue.add(new Entry(new Answer(null, position, 1), position, new Tokens(tokens, tokens, tokens, false), 0));
        }
        return queue;
    }

    private static List<Integer> positions(Iterable<Entry> entries) {
        List<Integer> positions = new ArrayList<>();
        entries.forEach(entry -> positions.add(entry.window()));
        return positions;
    }
}
