package io.perch.engine.queue;

import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** What runs next. No batch waits for company: it is what has queued up meanwhile. */
final class NextBatch {

    private NextBatch() {
    }

    /**
     * Takes the head of the queue and, in order, others of exactly its length, while all together stay within {@code maxTokens}.
     * Equal lengths need no padding, so that a text costs and answers the same in company as alone; the head is always taken,
     * so that no length starves.
     */
    static List<Entry> nextBatch(Deque<Entry> queue, int maxTokens) {
        List<Entry> batch = new ArrayList<>();
        if (queue.isEmpty()) {
            return batch;
        }
        batch.add(queue.removeFirst());
        int length = batch.getFirst().tokens().length();
        Iterator<Entry> rest = queue.iterator();
        while (rest.hasNext() && (batch.size() + 1) * length <= maxTokens) {
            Entry entry = rest.next();
            if (entry.tokens().length() == length) {
                batch.add(entry);
                rest.remove();
            }
        }
        return batch;
    }

    /** Tokens for one worker when {@code idle} others could take the rest: two half batches on two cores end sooner than one. */
    static int share(Deque<Entry> queue, int idle, int maxTokens) {
        if (idle == 0) {
            return maxTokens;
        }
        int queued = queue.stream().mapToInt(entry -> entry.tokens().length()).sum();
        return Math.min(maxTokens, Math.ceilDiv(queued, idle + 1));
    }
}
