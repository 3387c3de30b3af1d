package io.perch.api;

import io.perch.model.RateLimit;

/** The number comes back as a text, as clients know it. */
record RateLimitAnswer(String limit, String unit) {

    /** {@code null} when there is none. */
    static RateLimitAnswer of(RateLimit limit) {
        return limit == null ? null : new RateLimitAnswer(limit.limit().toPlainString(), limit.unit().name());
    }
}
