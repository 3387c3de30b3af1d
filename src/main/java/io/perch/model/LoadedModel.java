package io.perch.model;

import io.smallrye.mutiny.Uni;

/** A model that can answer now, wherever it runs. The one seam between local engines and remote services. */
public interface LoadedModel extends AutoCloseable {

    /**
     * Cancelling the answer drops the work that has not reached an engine yet.
     * Fails with INPUT_INVALID, QUEUE_FULL, DEADLINE_EXCEEDED or INFERENCE_FAILED.
     */
    Uni<PredictOutput> predict(PredictInput input, PredictTerms terms);

    /** Whether it takes memory of this replica and one of its places for models. A remote service does neither. */
    boolean isLocal();

    /** Bytes of memory that it holds at work, as measured when it was loaded, or reckoned where that cannot be measured. */
    long memoryBytes();

    ModelProfile profile();

    /** Lets predicts in flight finish, refuses new ones, then gives everything back. Blocks: call it on a worker. */
    @Override
    void close();
}
