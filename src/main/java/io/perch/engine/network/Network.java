package io.perch.engine.network;

import io.perch.engine.token.Tokens;
import java.util.List;
import java.util.Map;

/**
 * A network in memory, on whichever engine. Any number of threads may run it at once, each on the one core of its own thread.
 * Closing comes after the last run has returned.
 */
public interface Network extends AutoCloseable {

    /**
     * Whether a text is answered the same in company as alone. Not so with dynamic int8, whose scale is taken over the whole
     * batch (cosine 0.991 to the text alone), nor with a batch axis fixed at export.
     */
    boolean batches();

    /** Whether the names of its outputs are the model's own, and not just places. */
    default boolean namesOutputs() {
        return true;
    }

    /**
     * The numbers lie in memory of this thread and stay there until its next run.
     *
     * @param batch texts of one length
     * @return one entry per output in the network's order, {@code null} for those not wanted
     * @throws io.perch.base.PerchException INFERENCE_FAILED with the engine's words
     */
    List<NetworkOutput> run(List<Tokens> batch, Wanted wanted, RunBuffers buffers);

    /** What the owner may want to know of how it runs, in the order shown; part of the model's profile. */
    default Map<String, String> traits() {
        return Map.of();
    }

    /** Gives back what large runs have made it hold and it does not need now. Returns whether there was any. */
    default boolean tidy(RunBuffers buffers) {
        return false;
    }

    @Override
    void close();
}
