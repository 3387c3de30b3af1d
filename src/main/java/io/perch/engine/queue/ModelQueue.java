package io.perch.engine.queue;

import io.perch.engine.function.TextFunction;
import io.perch.model.Priority;
import io.perch.model.Model.Limits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The texts that wait for one model, in two lanes. Bounded by whoever adds.
 * Holds no lock of its own: everything but the final fields and the limits is guarded by the {@link Batcher}'s.
 */
public final class ModelQueue {

    /** While both lanes wait, every fifth turn is the bulk lane's: bulk yields, and still gets done. */
    private static final int INTERACTIVE_IN_A_ROW = 4;

    final String modelId;
    final TextFunction function;
    final ModelMeters meters;

    /** As the model's owner has set them last: each predict brings them along. */
    volatile Limits limits = Limits.NONE;

    private final Lane interactive = new Lane();
    private final Lane bulk = new Lane();
    private int interactiveTurns;
    private boolean batches;
    private int turns;
    private boolean closing;
    private boolean inRound;

    /** @param batches whether its texts may share runs; a function that cannot batch never does */
    public ModelQueue(String modelId, TextFunction function, boolean batches, ModelMeters meters) {
        this.modelId = modelId;
        this.function = function;
        this.meters = meters;
        this.batches = batches && function.batches();
    }

    void add(Request request) {
        switch (request.priority()) {
            case INTERACTIVE -> interactive.add(request);
            case BULK -> bulk.add(request);
        }
    }

    int size() {
        return interactive.size() + bulk.size();
    }

    /** How many of the texts that wait a new one of this priority finds in its way. */
    int size(Priority priority) {
        return switch (priority) {
            case INTERACTIVE -> interactive.size();
            case BULK -> bulk.size();
        };
    }

    /** A worker starts with this model; the lane that it serves. */
    Lane startTurn() {
        turns++;
        if (interactive.isEmpty() || !bulk.isEmpty() && interactiveTurns == INTERACTIVE_IN_A_ROW) {
            interactiveTurns = 0;
            return bulk;
        }
        interactiveTurns = bulk.isEmpty() ? 0 : interactiveTurns + 1;
        return interactive;
    }

    List<Entry> nextBatch(Lane lane, List<Entry> justTokenized, int idle, int maxTokens) {
        return lane.nextBatch(justTokenized, idle, batches ? maxTokens : 0);
    }

    void endTurn() {
        turns--;
    }

    /** Removes the texts of requests that are over; one entry per text. */
    List<Request> sweep(long now) {
        List<Request> over = new ArrayList<>();
        interactive.sweep(now, over);
        bulk.sweep(now, over);
        return over;
    }

    /** Removes all texts; their requests. */
    Collection<Request> clear() {
        List<Request> refused = new ArrayList<>();
        interactive.clear(refused);
        bulk.clear(refused);
        return refused;
    }

    boolean isEmpty() {
        return interactive.isEmpty() && bulk.isEmpty();
    }

    boolean running() {
        return turns > 0;
    }

    boolean batches() {
        return batches;
    }

    /** Engine threads that work on it now. */
    int turns() {
        return turns;
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
        boolean joins = !inRound && !isEmpty() && turns < mostTurns();
        inRound |= joins;
        return joins;
    }

    private int mostTurns() {
        Integer limit = limits.maxWorkers();
        return limit == null ? Integer.MAX_VALUE : limit;
    }

    void leaveRound() {
        inRound = false;
    }
}
