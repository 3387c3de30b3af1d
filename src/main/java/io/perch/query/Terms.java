package io.perch.query;

import io.perch.base.Deadline;
import io.perch.model.Priority;
import io.perch.predict.PredictService;
import io.perch.predict.Wish;
import java.time.Duration;

/**
 * On which terms a whole search is asked, its predicts included.
 *
 * @param asked    what the caller says
 * @param deadline {@code null} when he says nothing of time: then each part has its own
 */
record Terms(Wish asked, Deadline deadline) {

    /** Mutiny waits for a moment at least. */
    private static final Duration LEAST = Duration.ofMillis(1);

    /** Throws REQUEST_INVALID for too long a patience. */
    static Terms of(Wish asked, PredictService predicts) {
        Deadline deadline = predicts.terms(asked).deadline();
        return new Terms(asked, asked.patience() == null ? null : deadline);
    }

    /** For a predict that begins now. A search has somebody waiting for it. */
    Wish wish() {
        return new Wish(asked.caller(), deadline == null ? null : left(),
                asked.priority() == null ? Priority.INTERACTIVE : asked.priority());
    }

    /** How long OpenSearch may take at most; {@code null} when the caller says nothing of time. */
    Duration most() {
        return deadline == null ? null : left();
    }

    private Duration left() {
        Duration left = deadline.remaining();
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }
}
