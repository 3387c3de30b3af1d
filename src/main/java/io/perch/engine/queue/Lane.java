package io.perch.engine.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** Texts of one priority that wait for one model: raw ones first, tokenized ones then. Guarded by the {@link Batcher}'s lock. */
final class Lane {

    /** Texts tokenized in one go, so that other workers find some too and a batch starts soon. */
    private static final int RAW_AT_ONCE = 32;
    private static final int CHARS_AT_ONCE = 64 * 1024;

    private final Deque<Entry.Raw> raw = new ArrayDeque<>();
    private final Deque<Entry> tokenized = new ArrayDeque<>();

    void add(Request request) {
        for (int position = 0; position < request.asked().texts().size(); position++) {
            raw.add(new Entry.Raw(request, position));
        }
    }

    int size() {
        return raw.size() + tokenized.size();
    }

    boolean isEmpty() {
        return raw.isEmpty() && tokenized.isEmpty();
    }

    /** What a worker shall tokenize, while {@code idle} others could take the rest. */
    List<Entry.Raw> takeRaw(int idle) {
        int share = Math.min(RAW_AT_ONCE, Math.ceilDiv(raw.size(), idle + 1));
        List<Entry.Raw> texts = new ArrayList<>(share);
        int chars = 0;
        while (texts.size() < share && chars < CHARS_AT_ONCE) {
            texts.add(raw.removeFirst());
            chars += texts.getLast().text().chars();
        }
        return texts;
    }

    /** @param maxTokens 0: one at a time */
    List<Entry> nextBatch(List<Entry> justTokenized, int idle, int maxTokens) {
        tokenized.addAll(justTokenized);
        return NextBatch.nextBatch(tokenized, maxTokens == 0 ? 0 : NextBatch.share(tokenized, idle, maxTokens));
    }

    /** Removes the texts of requests that are over. */
    void sweep(long now, Collection<Request> over) {
        raw.removeIf(text -> text.request().over(now) && over.add(text.request()));
        tokenized.removeIf(entry -> entry.request().over(now) && over.add(entry.request()));
    }

    /** Removes all texts. */
    void clear(Collection<Request> refused) {
        raw.forEach(text -> refused.add(text.request()));
        tokenized.forEach(entry -> refused.add(entry.request()));
        raw.clear();
        tokenized.clear();
    }
}
