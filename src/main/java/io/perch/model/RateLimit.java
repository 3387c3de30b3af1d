package io.perch.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;

/**
 * So many requests per unit of time, over all replicas. Whoever has not asked for a while may send {@link #burst} of them at once.
 *
 * @param limit 0: none
 */
@RegisterForReflection
public record RateLimit(BigDecimal limit, TimeUnit unit) {

    private static final double NANOS_PER_SECOND = 1e9;

    @JsonIgnore
    public double perSecond() {
        return limit.doubleValue() * (NANOS_PER_SECOND / unit.toNanos(1));
    }

    /** The limit itself; less than one request per unit still lets one request through at a time. */
    @JsonIgnore
    public double burst() {
        return limit.signum() == 0 ? 0 : Math.max(1, limit.doubleValue());
    }

    @Override
    public String toString() {
        return limit.toPlainString() + " per " + unit;
    }
}
