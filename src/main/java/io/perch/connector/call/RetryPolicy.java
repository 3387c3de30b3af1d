package io.perch.connector.call;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Optional;

/** How the pause grows from one try to the next. */
public enum RetryPolicy {
    @JsonProperty("constant") CONSTANT,
    @JsonProperty("exponential_equal_jitter") EXPONENTIAL_EQUAL_JITTER,
    @JsonProperty("exponential_full_jitter") EXPONENTIAL_FULL_JITTER;

    /** Any letter case, as the original reads it. */
    public static Optional<RetryPolicy> read(String text) {
        for (RetryPolicy policy : values()) {
            if (policy.name().equals(text.toUpperCase(Locale.ROOT))) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }
}
