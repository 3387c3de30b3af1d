package io.perch.deploy;

import io.perch.base.Contexts;
import io.perch.base.DatabaseOutage;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.base.Signals;
import io.perch.base.Workers;
import io.perch.model.CatalogConfig;
import io.perch.model.ModelCatalog;
import io.perch.model.ModelState;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which model a caller means by an id or a name, from memory. An id means its model. A name means the enabled model of that name
 * that is deployed on all its replicas, else on some, else any; of several such the one with the highest version. So a new
 * version takes over when it is loaded, and not before. Every change of a model or of where it is held makes the next
 * caller look again; with the database away the memory stays.
 */
@ApplicationScoped
public class ModelNames {

    /** Longer than any name or id. */
    private static final int LONGEST = 512;

    private static final Comparator<Deployment> BEST = Comparator
            .comparing((Deployment found) -> found.model().enabled())
            .thenComparing(found -> rank(found.state()))
            .thenComparing(found -> found.model().version())
            .thenComparing(found -> found.model().times().created());

    private record Known(String modelId, long asOf) {
    }

    private record Question(String name, long asOf) {
    }

    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Map<Question, Uni<String>> lookUps = new ConcurrentHashMap<>();
    private final AtomicLong loads = new AtomicLong();
    private final ModelDirectory directory;
    private final ModelCatalog catalog;
    private final CatalogConfig config;
    private final Signals signals;
    private final Contexts contexts;

    ModelNames(ModelDirectory directory, ModelCatalog catalog, CatalogConfig config, Signals signals, Contexts contexts) {
        this.directory = directory;
        this.catalog = catalog;
        this.config = config;
        this.signals = signals;
        this.contexts = contexts;
    }

    void listen(@Observes StartupEvent start) {
        signals.listen(DeployTask.HOLDING_CHANGED, modelId -> lookAgain());
    }

    /** A signal may have got lost, and a replica that dies sends none. */
    @Scheduled(every = "60s")
    void lookAgain() {
        loads.incrementAndGet();
    }

    /** The model's id. Fails with MODEL_NOT_FOUND. */
    public Uni<String> id(String idOrName) {
        if (catalog.remembers(idOrName)) {
            return Uni.createFrom().item(idOrName);
        }
        if (idOrName.length() > LONGEST) {
            return Uni.createFrom().failure(notFound(idOrName.substring(0, LONGEST) + "…"));
        }
        Known found = known.get(idOrName);
        long now = catalog.changes() + loads.get();
        return found != null && found.asOf() == now ? Uni.createFrom().item(found.modelId())
                : lookUp(new Question(idOrName, now)).emitOn(Workers.callersContext());
    }

    /** A hundred callers who ask the same cause one query. */
    private Uni<String> lookUp(Question question) {
        return lookUps.computeIfAbsent(question, asked -> contexts.fresh(() -> directory.named(asked.name()))
                .map(found -> best(asked.name(), found).orElseThrow(() -> notFound(asked.name())).model().id())
                .invoke(id -> remember(asked, id))
                .onFailure().invoke(failure -> forget(asked, failure))
                .onFailure(DatabaseOutage::causes).recoverWithItem(failure -> lastKnown(asked.name()))
                .onTermination().invoke(() -> lookUps.remove(asked))
                .memoize().indefinitely());
    }

    static Optional<Deployment> best(String idOrName, List<Deployment> found) {
        return found.stream().filter(one -> one.model().id().equals(idOrName)).findAny().or(() -> found.stream().max(BEST));
    }

    private static int rank(ModelState state) {
        return switch (state) {
            case DEPLOYED -> 2;
            case PARTIALLY_DEPLOYED -> 1;
            case REGISTERING, REGISTERED, DEPLOYING, UNDEPLOYED, DEPLOY_FAILED -> 0;
        };
    }

    private void remember(Question asked, String id) {
        if (known.size() >= config.remembered()) {
            known.keySet().stream().findAny().ifPresent(known::remove);
        }
        known.put(asked.name(), new Known(id, asked.asOf()));
    }

    private void forget(Question asked, Throwable failure) {
        if (!DatabaseOutage.causes(failure)) {
            known.remove(asked.name());
        }
    }

    /** What is no name that was asked before may be an id: whoever needs the model finds out. */
    private String lastKnown(String name) {
        Known before = known.get(name);
        return before == null ? name : before.modelId();
    }

    private static PerchException notFound(String name) {
        return new PerchException(ErrorCode.MODEL_NOT_FOUND, "No model has the id or the name [" + name + "]",
                "GET /v1/models lists the models").about("model");
    }
}
