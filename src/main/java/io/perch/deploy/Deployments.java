package io.perch.deploy;

import io.perch.base.Contexts;
import io.perch.base.Deadline;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.base.Workers;
import io.perch.model.LoadedModel;
import io.perch.model.Model;
import io.perch.model.ModelProfile;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Gives predicts their loaded model. In the ordinary case that is one look into a map. */
@ApplicationScoped
public class Deployments {

    private final Map<String, Uni<LoadedModel>> demands = new ConcurrentHashMap<>();
    private final ModelsHere local;
    private final Deploys deploys;
    private final Contexts contexts;
    private final DeployConfig config;
    private final InstantSource clock;

    Deployments(ModelsHere local, Deploys deploys, Contexts contexts, DeployConfig config, InstantSource clock) {
        this.local = local;
        this.deploys = deploys;
        this.contexts = contexts;
        this.config = config;
        this.clock = clock;
    }

    /**
     * The model, ready to answer. One that is not here is deployed first, once for all who ask, as far as auto deploy is on.
     * Fails with MODEL_NOT_DEPLOYED, with MODEL_LOADING when the deadline comes first, or with what the load ran into.
     */
    public Uni<LoadedModel> loaded(Model model, Deadline deadline) {
        return switch (local.slot(model.id()).orElse(null)) {
            case Slot.Loaded loaded -> {
                loaded.lastUsed().set(clock.millis());
                yield Uni.createFrom().item(loaded.model());
            }
            case Slot.Loading loading -> inTime(model, loading.done(), deadline);
            case Slot.Failed failed when isFresh(failed) -> Uni.createFrom().failure(failed.why());
            case Slot.Evicted evicted -> inTime(model, demand(model), deadline);
            case Slot.Failed failed -> inTime(model, demand(model), deadline);
            case null -> inTime(model, demand(model), deadline);
        };
    }

    /** How the model runs on this replica; empty while it is not loaded here. */
    public Optional<ModelProfile> profile(String modelId) {
        return local.slot(modelId).orElse(null) instanceof Slot.Loaded loaded
                ? Optional.of(loaded.model().profile()) : Optional.empty();
    }

    /** Models that somebody wants or still holds, and where they are. @param modelIds {@code null}: all */
    public Uni<List<Deployment>> all(Collection<String> modelIds) {
        return deploys.all(modelIds);
    }

    private boolean isFresh(Slot.Failed failed) {
        return clock.millis() - failed.at() < config.retryAfterFailure().toMillis();
    }

    /** A hundred first callers cause one deploy and one load. */
    private Uni<LoadedModel> demand(Model model) {
        return demands.computeIfAbsent(model.id(), id -> contexts
                .fresh(() -> deploys.wantForPredict(model).chain(generation -> local.load(model, generation)))
                .onTermination().invoke(() -> demands.remove(id))
                .memoize().indefinitely());
    }

    private static Uni<LoadedModel> inTime(Model model, Uni<LoadedModel> load, Deadline deadline) {
        return load.ifNoItem().after(deadline.remaining()).fail()
                .onFailure(TimeoutException.class).transform(late -> new PerchException(ErrorCode.MODEL_LOADING,
                        "Model " + model.id() + " is still being loaded", "try again; the load goes on"))
                .emitOn(Workers.callersContext());
    }
}
