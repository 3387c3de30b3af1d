package io.perch.ingest.bulk;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code perch_bulk_documents_total{outcome}} and {@code perch_bulks_under_way}. */
@ApplicationScoped
class BulkMetrics {

    /** What became of an operation: refused before OpenSearch saw it, or by OpenSearch. */
    private enum Outcome { STORED, REFUSED, UNSTORED, DROPPED }

    private final AtomicInteger underWay = new AtomicInteger();
    private final Map<Outcome, Counter> documents = new EnumMap<>(Outcome.class);

    BulkMetrics(MeterRegistry registry) {
        Gauge.builder("perch.bulks.under.way", underWay, AtomicInteger::get).register(registry);
        for (Outcome outcome : Outcome.values()) {
            documents.put(outcome, Counter.builder("perch.bulk.documents").tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                    .register(registry));
        }
    }

    /** Answers false, and counts nothing, when there are {@code most} already. */
    boolean begin(int most) {
        if (underWay.incrementAndGet() > most) {
            underWay.decrementAndGet();
            return false;
        }
        return true;
    }

    void end() {
        underWay.decrementAndGet();
    }

    void count(List<BulkItem> items) {
        items.forEach(item -> documents.get(outcome(item)).increment());
    }

    private static Outcome outcome(BulkItem item) {
        return item.failure() != null ? Outcome.REFUSED : item.dropped() ? Outcome.DROPPED
                : item.failed() ? Outcome.UNSTORED : Outcome.STORED;
    }
}
