package io.perch.deploy;

import io.perch.base.ErrorCode;
import io.perch.deploy.FreeMemory.Reading;
import io.perch.model.Model;
import io.perch.model.ResourceGuard;
import io.perch.settings.MlSettings;
import io.perch.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Finds out what a load lacks, with the numbers, before anything is fetched. */
@ApplicationScoped
class Preflight {

    private static final long MIB = 1 << 20;

    /** Bytes that loads under way will take, by model. */
    private final Map<String, Long> promised = new ConcurrentHashMap<>();
    private final Settings settings;
    private final DeployConfig config;
    private final FreeMemory memory;
    private final ModelCosts costs;
    private final ResourceGuard guard;

    Preflight(Settings settings, DeployConfig config, FreeMemory memory, ModelCosts costs, ResourceGuard guard) {
        this.settings = settings;
        this.config = config;
        this.memory = memory;
        this.costs = costs;
        this.guard = guard;
    }

    /**
     * Everything that the load lacks, the gravest first. When that is nothing, what the model will take counts as taken until
     * {@link #over}. Fails with MEMORY_SHORT for Java's heap and DISK_SHORT, which no eviction mends. Blocks for a moment.
     *
     * @param places how many models are here, this one included
     * @param loaded bytes that loaded models hold
     */
    synchronized List<Shortage> check(Model model, int places, long loaded) {
        guard.check();
        long needed = costs.of(model);
        Reading reading = memory.now();
        Shortage ofBytes = ofBytes(model, needed, free(model, reading, loaded));
        List<Shortage> shortages = Stream.of(ofPlaces(places), ofBytes, ofShare(reading))
                .filter(shortage -> shortage.bytes() > 0 || shortage.places() > 0).toList();
        if (shortages.isEmpty()) {
            promised.put(model.id(), needed);
        }
        return shortages;
    }

    /** The load has ended: its memory is counted where it lies now. */
    void over(Model model) {
        promised.remove(model.id());
    }

    private Shortage ofPlaces(int places) {
        int most = settings.get(MlSettings.MAX_MODEL_ON_NODE);
        return new Shortage(ErrorCode.TOO_MANY_MODELS,
                "Exceed max local model per node limit: this would be model " + places + " of at most " + most,
                "raise plugins.ml_commons.max_model_on_node", 0, Math.max(0, places - most));
    }

    private long free(Model model, Reading reading, long loaded) {
        long others = promised.entrySet().stream().filter(entry -> !entry.getKey().equals(model.id()))
                .mapToLong(Map.Entry::getValue).sum();
        OptionalLong budget = config.memoryBudget();
        long left = reading.free() - config.memoryReserve();
        return (budget.isPresent() ? Math.min(left, budget.getAsLong() - loaded) : left) - others;
    }

    private static Shortage ofBytes(Model model, long needed, long free) {
        return new Shortage(ErrorCode.MEMORY_SHORT, "Model " + model.id() + " needs about " + needed / MIB + " MiB of memory, "
                + Math.max(free, 0) / MIB + " MiB are free", "give the replica more memory (perch.deploy.memory-reserve is kept"
                + " free, perch.deploy.memory-budget is the most that models may take)", Math.max(0, needed - free), 0);
    }

    private Shortage ofShare(Reading reading) {
        int threshold = settings.get(MlSettings.NATIVE_MEMORY_THRESHOLD);
        boolean open = threshold < 100 && reading.usedPercent() > threshold;
        long over = (long) (reading.used() - reading.total() * (threshold / 100.0));
        return new Shortage(ErrorCode.MEMORY_SHORT, "Native Memory Circuit Breaker is open, please check your resources! "
                + reading.usedPercent() + "% of the memory is in use, at most " + threshold + "% may be",
                "give the replica more memory, or raise plugins.ml_commons.native_memory_threshold (100 switches it off)",
                open ? Math.max(1, over) : 0, 0);
    }
}
