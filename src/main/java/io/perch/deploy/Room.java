package io.perch.deploy;

import io.perch.base.Workers;
import io.perch.model.Model;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Sees to it that there is room for a model before it is loaded, at the expense of others where the operator allows it. */
@ApplicationScoped
class Room {

    /** Who is here while somebody new wants in. */
    interface Tenants {

        Map<String, Slot.Loaded> loaded();

        /** How many are here or came first, the new one included. */
        int places();

        /** Puts it out of memory, unless somebody has begun to use it since it was chosen. Returns whether it is gone. */
        Uni<Boolean> evict(Held held);
    }

    private final Preflight preflight;
    private final ModelCosts costs;
    private final Eviction eviction;

    Room(Preflight preflight, ModelCosts costs, Eviction eviction) {
        this.preflight = preflight;
        this.costs = costs;
        this.eviction = eviction;
    }

    /**
     * Fails with TOO_MANY_MODELS, MEMORY_SHORT or DISK_SHORT when there is none. Whoever succeeds calls {@link #over} in the end.
     *
     * @param loaders where it may block
     */
    Uni<Void> make(Model model, Tenants tenants, Workers loaders) {
        return lacking(model, tenants, loaders)
                .chain(shortages -> eviction.candidates(tenants.loaded()).map(held -> eviction.choose(shortages, held)))
                .chain(go -> go.isEmpty() ? Uni.createFrom().voidItem()
                        : evict(go, model, tenants).chain(() -> insist(model, tenants, loaders)));
    }

    private Uni<List<Shortage>> lacking(Model model, Tenants tenants, Workers loaders) {
        return loaders.run(() -> preflight.check(model, tenants.places(),
                tenants.loaded().values().stream().mapToLong(slot -> slot.model().memoryBytes()).sum()));
    }

    private Uni<Void> evict(List<Held> go, Model forWhom, Tenants tenants) {
        return Multi.createFrom().iterable(go)
                .onItem().transformToUniAndConcatenate(held -> tenants.evict(held).invoke(gone -> {
                    if (gone) {
                        eviction.happened(held, forWhom);
                    }
                }))
                .collect().asList().replaceWithVoid();
    }

    /** Once: somebody else may have been quicker to take the room that was made, and two must not go on evicting in turns. */
    private Uni<Void> insist(Model model, Tenants tenants, Workers loaders) {
        return lacking(model, tenants, loaders).chain(shortages -> shortages.isEmpty() ? Uni.createFrom().voidItem()
                : eviction.candidates(tenants.loaded())
                        .chain(held -> Uni.createFrom().failure(eviction.refusal(shortages, held))));
    }

    /** The load has ended: what it took is counted where it lies now, or is free again. */
    void over(Model model) {
        preflight.over(model);
    }

    /** What the model has turned out to cost. */
    void learn(Model model, long bytes) {
        costs.learn(model, bytes);
    }
}
