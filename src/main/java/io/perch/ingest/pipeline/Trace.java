package io.perch.ingest.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.PerchException;
import java.util.function.Supplier;

/** Hears what happens to one document on its way; for simulations. Nobody listens to those of a bulk. */
public interface Trace {

    /** How a step ended, by the names of a verbose simulation. */
    enum Status { SUCCESS, ERROR, ERROR_IGNORED, SKIPPED, DROPPED }

    Trace NONE = new Trace() {
        @Override
        public void ended(Step step, Item item, Status status, PerchException failure) {
        }

        @Override
        public void explain(Supplier<JsonNode> what) {
        }
    };

    /** @param failure what went wrong, or {@code null} */
    void ended(Step step, Item item, Status status, PerchException failure);

    /** What a processor has to say about what it does, made only if somebody wants to know. */
    void explain(Supplier<JsonNode> what);
}
