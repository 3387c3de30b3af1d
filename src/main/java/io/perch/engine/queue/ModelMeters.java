package io.perch.engine.queue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What one model spends its time on: histograms {@code perch_stage_seconds{model,stage}} (queue, tokenize and post per text,
 * infer per run), {@code perch_texts_truncated_total{model}} and {@code perch_entries_dropped_total{model,reason}}.
 */
public final class ModelMeters {

    private static final Duration[] BUCKETS = {
        Duration.ofNanos(100_000), Duration.ofNanos(250_000), Duration.ofNanos(500_000), Duration.ofMillis(1),
        Duration.ofNanos(2_500_000), Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50),
        Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(2500),
        Duration.ofSeconds(5), Duration.ofSeconds(10)};

    private final MeterRegistry registry;
    private final String modelId;
    private final List<Meter> all = new ArrayList<>();
    private final Timer queue;
    private final Timer tokenize;
    private final Timer infer;
    private final Timer post;
    private final Counter truncated;
    private final Map<Request.End, Counter> dropped = new EnumMap<>(Request.End.class);

    ModelMeters(MeterRegistry registry, String modelId) {
        this.registry = registry;
        this.modelId = modelId;
        this.queue = stage("queue");
        this.tokenize = stage("tokenize");
        this.infer = stage("infer");
        this.post = stage("post");
        this.truncated = kept(Counter.builder("perch.texts.truncated").tag("model", modelId)
                .description("Texts that were longer than the model reads").register(registry));
        for (Request.End reason : List.of(Request.End.CANCELLED, Request.End.DEADLINE, Request.End.FAILED)) {
            dropped.put(reason, kept(Counter.builder("perch.entries.dropped").tag("model", modelId)
                    .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                    .description("Texts dropped from the queue because nobody waits for them any more").register(registry)));
        }
    }

    private Timer stage(String stage) {
        return kept(Timer.builder("perch.stage").tag("model", modelId).tag("stage", stage)
                .description("Time per stage of a predict").serviceLevelObjectives(BUCKETS).register(registry));
    }

    private <M extends Meter> M kept(M meter) {
        all.add(meter);
        return meter;
    }

    void queued(long nanos) {
        queue.record(nanos, TimeUnit.NANOSECONDS);
    }

    void tokenized(long nanos, boolean cut) {
        tokenize.record(nanos, TimeUnit.NANOSECONDS);
        if (cut) {
            truncated.increment();
        }
    }

    void inferred(long nanos) {
        infer.record(nanos, TimeUnit.NANOSECONDS);
    }

    void postProcessed(long nanos) {
        post.record(nanos, TimeUnit.NANOSECONDS);
    }

    void dropped(Request.End reason) {
        Counter counter = dropped.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }

    void remove() {
        all.forEach(registry::remove);
    }
}
