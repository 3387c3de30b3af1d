package io.perch.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * The texts that wait for one model: raw ones first, tokenized ones then. Bounded by whoever adds.
 * Holds no lock of its own: everything but the final fields is guarded by the {@link Batcher}'s.
 */
final class ModelQueue {

    /** Texts tokenized in one go, so that other workers find some too and a batch starts soon. */
    private static final int RAW_AT_ONCE = 32;
    private static final int CHARS_AT_ONCE = 64 * 1024;

    final String modelId;
    final TextFunction function;
    final ModelMeters meters;

    private final Deque<Entry.Raw> raw = new ArrayDeque<>();
    private final Deque<Entry> tokenized = new ArrayDeque<>();
    private boolean batches;
    private int turns;
    private boolean closing;
    private boolean inRound;

    ModelQueue(String modelId, TextFunction function, ModelMeters meters) {
        this.modelId = modelId;
        this.function = function;
        this.meters = meters;
        this.batches = function.batches();
    }

    void add(Request request, List<String> texts) {
        for (int position = 0; position < texts.size(); position++) {
            raw.add(new Entry.Raw(request, position, texts.get(position)));
        }
    }

    int size() {
        return raw.size() + tokenized.size();
    }

    /** A worker starts with this model, and gets the texts that it shall tokenize. */
    List<Entry.Raw> startTurn(int idle) {
        turns++;
        int share = Math.min(RAW_AT_ONCE, Math.ceilDiv(raw.size(), idle + 1));
        List<Entry.Raw> texts = new ArrayList<>();
        int chars = 0;
        while (texts.size() < share && chars < CHARS_AT_ONCE) {
            texts.add(raw.removeFirst());
            chars += texts.getLast().text().length();
        }
        return texts;
    }

    List<Entry> nextBatch(List<Entry> justTokenized, int idle, int maxTokens) {
        tokenized.addAll(justTokenized);
        return NextBatch.nextBatch(tokenized, batches ? NextBatch.share(tokenized, idle, maxTokens) : 0);
    }

    void endTurn() {
        turns--;
    }

    /** Removes the texts of requests that are over. */
    List<Request> sweep(long now) {
        List<Request> over = new ArrayList<>();
        raw.removeIf(text -> text.request().over(now) && over.add(text.request()));
        tokenized.removeIf(entry -> entry.request().over(now) && over.add(entry.request()));
        return over;
    }

    /** Removes all texts; their requests. */
    Collection<Request> clear() {
        List<Request> refused = new ArrayList<>();
        raw.forEach(text -> refused.add(text.request()));
        tokenized.forEach(entry -> refused.add(entry.request()));
        raw.clear();
        tokenized.clear();
        return refused;
    }

    boolean isEmpty() {
        return raw.isEmpty() && tokenized.isEmpty();
    }

    boolean running() {
        return turns > 0;
    }

    /** From now on every text runs alone. True the first time. */
    boolean stopBatching() {
        boolean before = batches;
        batches = false;
        return before;
    }

    void close() {
        closing = true;
    }

    boolean closing() {
        return closing;
    }

    /** Whether it was not among the queues that wait for a worker, and now is to be. */
    boolean joinRound() {
        boolean joins = !inRound && !isEmpty();
        inRound |= joins;
        return joins;
    }

    void leaveRound() {
        inRound = false;
    }
}
