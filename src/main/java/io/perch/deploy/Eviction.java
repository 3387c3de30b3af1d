package io.perch.deploy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.perch.base.PerchException;
import io.perch.model.Model;
import io.perch.model.ModelCatalog;
import io.perch.settings.MlSettings;
import io.perch.settings.Settings;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Decides who makes room for a load that would not fit otherwise. It concerns this replica only: what is wanted stays as it is.
 * Counted as {@code perch_evictions_total{reason}}: {@code ttl} or {@code lru}.
 */
@ApplicationScoped
class Eviction {

    private static final Logger LOG = Logger.getLogger(Eviction.class);
    private static final long MINUTE = 60_000;
    private static final long MIB = 1 << 20;

    private final ModelCatalog catalog;
    private final Settings settings;
    private final DeployConfig config;
    private final InstantSource clock;
    private final MeterRegistry registry;

    Eviction(ModelCatalog catalog, Settings settings, DeployConfig config, InstantSource clock, MeterRegistry registry) {
        this.catalog = catalog;
        this.settings = settings;
        this.config = config;
        this.clock = clock;
        this.registry = registry;
    }

    /** The loaded models as those who could go, with what their owners say of them now. */
    Uni<List<Held>> candidates(Map<String, Slot.Loaded> loaded) {
        return Multi.createFrom().iterable(loaded.entrySet())
                .onItem().transformToUniAndConcatenate(entry -> catalog.resolve(entry.getKey())
                        .map(model -> held(model, entry.getValue()))
                        // deleted meanwhile: about to go anyway
                        .onFailure(PerchException.class).recoverWithNull())
                .collect().asList();
    }

    private Held held(Model model, Slot.Loaded slot) {
        Model.DeploySetting setting = model.deploySetting();
        long lastUsed = slot.lastUsed().get();
        boolean expired = setting.ttlMinutes() >= 0 && clock.millis() - lastUsed >= setting.ttlMinutes() * MINUTE;
        boolean comesBack = settings.get(MlSettings.MODEL_AUTO_DEPLOY_ENABLE) && !Boolean.FALSE.equals(setting.autoDeploy());
        return new Held(model.id(), slot.model().memoryBytes(), lastUsed, expired, slot.model().profile().busy(), comesBack);
    }

    /** Who goes; nobody when nothing is lacking. Throws the first of the shortages when those who may go are not enough. */
    List<Held> choose(List<Shortage> shortages, List<Held> held) {
        if (shortages.isEmpty()) {
            return List.of();
        }
        long idleSince = clock.millis() - config.evictAfterIdle().toMillis();
        List<Held> go = toGo(shortages, held.stream().filter(one -> one.mayGo(config.evict(), idleSince)).toList());
        if (go.isEmpty()) {
            throw refusal(shortages, held);
        }
        return go;
    }

    /** Says who could make room if somebody decided so. */
    PerchException refusal(List<Shortage> shortages, List<Held> held) {
        Shortage first = shortages.getFirst();
        String others = toGo(shortages, held).stream().map(one -> one.modelId() + " (" + one.bytes() / MIB + " MiB)")
                .collect(Collectors.joining(", "));
        return new PerchException(first.code(), first.reason(), (others.isEmpty() ? "" : "it would fit if " + others
                + " were undeployed, which perch.deploy.evict=lru does by itself with models at rest; or ") + first.advice());
    }

    private static List<Held> toGo(List<Shortage> shortages, List<Held> willing) {
        long bytes = shortages.stream().mapToLong(Shortage::bytes).max().orElse(0);
        int places = shortages.stream().mapToInt(Shortage::places).max().orElse(0);
        return Shortage.toGo(willing, bytes, places);
    }

    void happened(Held gone, Model forWhom) {
        LOG.infof("Model %s (%d MiB, %s) makes room for model %s", gone.modelId(), gone.bytes() / MIB,
                gone.expired() ? "idle beyond its time to live" : "the least recently used", forWhom.id());
        Counter.builder("perch.evictions").tag("reason", gone.reason())
                .description("Models put out of memory to make room for others").register(registry).increment();
    }
}
