package io.perch.ingest.asking;

import io.perch.base.Caller;
import io.perch.base.Deadline;
import io.perch.model.Priority;
import io.perch.predict.Wish;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The terms on which the documents of one request are put to models, and what was learned on the way. Safe for all threads. */
public final class Turn {

    private final Caller caller;
    private final Priority priority;
    private final Duration patience;
    private final boolean waits;
    private final Deadline deadline;
    private final Map<Object, Permits> permits;
    private final Set<String> oneByOne;

    private Turn(Caller caller, Priority priority, Duration patience, boolean waits, Map<Object, Permits> permits,
            Set<String> oneByOne) {
        this.caller = caller;
        this.priority = priority;
        this.patience = patience;
        this.waits = waits;
        this.deadline = Deadline.in(patience);
        this.permits = permits;
        this.oneByOne = oneByOne;
    }

    /** For a caller who waits for one answer, and rather hears of a refusal. */
    public static Turn of(Wish wish, Duration patience) {
        return new Turn(wish.caller(), wish.priority(), patience, false, new ConcurrentHashMap<>(),
                ConcurrentHashMap.newKeySet());
    }

    /** For a bulk: it gives way to others, and waits while a model has no room. */
    public static Turn ofBulk(Caller caller, Duration patience) {
        return new Turn(caller, Priority.BULK, patience, true, new ConcurrentHashMap<>(), ConcurrentHashMap.newKeySet());
    }

    /**
     * For a predict that begins now: of a bulk each has the whole patience, however long it waited for those before it. A caller who
     * waits for one answer has one patience for all.
     */
    Turn begun() {
        return waits ? next() : this;
    }

    /** The same for what comes next of the same request: with a deadline of its own, but not more predicts at once. */
    public Turn next() {
        return new Turn(caller, priority, patience, waits, permits, oneByOne);
    }

    boolean waits() {
        return waits;
    }

    Duration remaining() {
        return deadline.remaining();
    }

    Wish wish() {
        return new Wish(caller, remaining(), priority);
    }

    Permits permits(Object on, int atOnce) {
        return permits.computeIfAbsent(on, who -> new Permits(atOnce));
    }

    boolean takesOneByOne(String modelId) {
        return oneByOne.contains(modelId);
    }

    void oneByOne(String modelId) {
        oneByOne.add(modelId);
    }
}
