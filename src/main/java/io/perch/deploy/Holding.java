package io.perch.deploy;

import io.perch.base.ErrorCode;

/**
 * What one live replica has of one model.
 *
 * @param state {@code null}: nothing yet
 * @param error why the load failed, else {@code null} as its code and hint are
 */
public record Holding(String nodeId, String nodeName, State state, String generation, long memoryBytes, String error,
        ErrorCode errorCode, String hint) {

    public enum State { LOADING, LOADED, FAILED, EVICTED }

    static Holding of(WorkerEntity worker, HoldingEntity held) {
        return held == null
                ? new Holding(worker.id, worker.name, null, null, 0, null, null, null)
                : new Holding(worker.id, worker.name, held.state, held.generation, held.memoryBytes, held.error, held.errorCode,
                        held.hint);
    }

    /** Loaded, whichever deploy asked for it. */
    public boolean loaded() {
        return state == State.LOADED;
    }

    boolean loading() {
        return state == State.LOADING;
    }

    /** Loaded by this deploy and put out of memory since. A later deploy wants it loaded again. */
    boolean evicted(String wantedGeneration) {
        return state == State.EVICTED && generation.equals(wantedGeneration);
    }

    /** The load that this deploy asked for has failed. */
    boolean failed(String wantedGeneration) {
        return state == State.FAILED && generation.equals(wantedGeneration);
    }
}
