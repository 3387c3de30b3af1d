package io.perch.model;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** A model that can answer now, wherever it runs. The one seam between local engines and remote services. */
public interface LoadedModel extends AutoCloseable {

    /**
     * Cancelling the answer drops the work that has not reached an engine yet.
     * Fails with INPUT_INVALID, QUEUE_FULL, DEADLINE_EXCEEDED or INFERENCE_FAILED.
     */
    Uni<PredictOutput> predict(PredictInput input, PredictTerms terms);

    /**
     * The answer in pieces, as fast as they are asked for; cancelling it ends the work. The last one says that it is the last.
     * Fails as {@link #predict} does, or with MODEL_IS_LOCAL.
     */
    default Multi<Delta> stream(PredictInput input, PredictTerms terms) {
        return Multi.createFrom().failure(new PerchException(ErrorCode.MODEL_IS_LOCAL,
                "Streaming is only supported for remote models", "use _predict"));
    }

    /** Whether it takes memory of this replica and one of its places for models. A remote service does neither. */
    boolean isLocal();

    /** Bytes of memory that it holds at work, as measured when it was loaded, or reckoned where that cannot be measured. */
    long memoryBytes();

    ModelProfile profile();

    /** Lets predicts in flight finish, refuses new ones, then gives everything back. Blocks: call it on a worker. */
    @Override
    void close();
}
