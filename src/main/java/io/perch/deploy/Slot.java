package io.perch.deploy;

import io.perch.base.PerchException;
import io.perch.model.LoadedModel;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What this replica has of one model. Each remembers the deploy that asked for it, and whether the database has been told
 * (it may have been away).
 */
sealed interface Slot {

    String generation();

    AtomicBoolean reported();

    /**
     * @param turn    who came first: 1, 2, 3, …
     * @param local   takes memory of this replica, and one of its places for models
     * @param outcome of the one load in flight, for everybody who waits for it
     */
    record Loading(String generation, long turn, boolean local, CompletableFuture<LoadedModel> outcome, AtomicBoolean reported)
            implements Slot {
        Loading(String generation, long turn, boolean local) {
            this(generation, turn, local, new CompletableFuture<>(), new AtomicBoolean());
        }

        /** Who gives up waiting ends nobody else's load. */
        Uni<LoadedModel> done() {
            return Uni.createFrom().emitter(waiting -> outcome.whenComplete((loaded, failure) -> {
                if (failure == null) {
                    waiting.complete(loaded);
                } else {
                    waiting.fail(failure);
                }
            }));
        }
    }

    /** @param lastUsed epoch ms of the last predict, or of the load */
    record Loaded(String generation, LoadedModel model, AtomicLong lastUsed, AtomicBoolean reported) implements Slot {
        Loaded(String generation, LoadedModel model, long now) {
            this(generation, model, new AtomicLong(now), new AtomicBoolean());
        }
    }

    /**
     * Put out of memory to make room; wanted all the same. Not loaded again before a predict or a new deploy asks for it, or two
     * models that do not fit together would push each other out for ever.
     */
    record Evicted(String generation, AtomicBoolean reported) implements Slot {
        Evicted(String generation) {
            this(generation, new AtomicBoolean());
        }
    }

    /** @param at epoch ms */
    record Failed(String generation, PerchException why, long at, AtomicBoolean reported) implements Slot {
        Failed(String generation, PerchException why, long at) {
            this(generation, why, at, new AtomicBoolean());
        }
    }
}
