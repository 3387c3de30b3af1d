package io.perch.connector.call;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.perch.base.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code perch_remote_call_seconds{connector, outcome}}: each try of a call until its answer is there (of a stream, until it
 * begins), by the status of the answer or, where none came, by the code of what happened or {@code abandoned};
 * {@code perch_remote_calls_under_way{connector}}. The meters of a connector go with its last client.
 */
@ApplicationScoped
public class CallMetrics {

    private final MeterRegistry registry;
    private final Map<String, OfConnector> known = new ConcurrentHashMap<>();

    CallMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Whoever gets them closes them. */
    OfConnector open(String connector) {
        return known.compute(connector, (id, now) -> {
            OfConnector meters = now == null ? new OfConnector(id) : now;
            meters.users++;
            return meters;
        });
    }

    final class OfConnector implements AutoCloseable {

        private final String connector;
        private final AtomicInteger underWay = new AtomicInteger();
        private final Map<String, Timer> timers = new ConcurrentHashMap<>();
        private final Gauge gauge;
        /** Guarded by the map's compute. */
        private int users;

        private OfConnector(String connector) {
            this.connector = connector;
            this.gauge = Gauge.builder("perch.remote.calls.under.way", underWay, AtomicInteger::get).tag("connector", connector)
                    .register(registry);
        }

        Try begin() {
            underWay.incrementAndGet();
            return new Try(this, System.nanoTime());
        }

        private Timer timer(String outcome) {
            return timers.computeIfAbsent(outcome, how -> Timer.builder("perch.remote.call").tag("connector", connector)
                    .tag("outcome", how).publishPercentileHistogram().register(registry));
        }

        @Override
        public void close() {
            known.computeIfPresent(connector, (id, meters) -> --meters.users == 0 ? forgotten() : meters);
        }

        private OfConnector forgotten() {
            registry.remove(gauge);
            timers.values().forEach(registry::remove);
            return null;
        }
    }

    /** One try of a call. It ends in one of three ways. */
    record Try(OfConnector meters, long began) {

        void answered(int status) {
            end(String.valueOf(status));
        }

        void failed(ErrorCode why) {
            end(why.name().toLowerCase(Locale.ROOT));
        }

        void abandoned() {
            end("abandoned");
        }

        private void end(String outcome) {
            meters.underWay.decrementAndGet();
            meters.timer(outcome).record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        }
    }
}
