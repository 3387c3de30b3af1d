package io.perch.query.pipeline;

import io.perch.base.Deadline;
import io.perch.ingest.asking.Turn;
import io.perch.model.Priority;
import io.perch.predict.PredictService;
import io.perch.predict.Wish;
import java.time.Duration;

/**
 * On which terms a request is answered, its pipelines included.
 *
 * @param first    for models; no more predicts at once than processors allow, over all searches of the request
 * @param deadline {@code null} when the caller says nothing of time: then each part has its own
 */
record SearchTerms(Turn first, Wish asked, Deadline deadline) {

    /** Who comes too late is told so by what comes next. */
    private static final Duration LEAST = Duration.ofMillis(1);

    /** Throws REQUEST_INVALID for too long a patience. */
    static SearchTerms of(Wish asked, PredictService predicts) {
        Wish soon = new Wish(asked.caller(), asked.patience(),
                asked.priority() == null ? Priority.INTERACTIVE : asked.priority());
        return new SearchTerms(Turn.of(soon, predicts.patience(asked)), asked,
                asked.patience() == null ? null : Deadline.in(asked.patience()));
    }

    /** For predicts that begin now. */
    Turn turn() {
        return deadline == null ? first.next() : first;
    }

    /** For whoever is asked now. */
    Wish left() {
        if (deadline == null) {
            return asked;
        }
        Duration left = deadline.remaining();
        return new Wish(asked.caller(), left.compareTo(LEAST) < 0 ? LEAST : left, asked.priority());
    }
}
