package io.perch.model;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;
import java.util.Optional;

/** How token vectors become one vector. Reads ML Commons's enum names and the spellings of its documentation. */
@RegisterForReflection
public enum PoolingMode {
    MEAN, MEAN_SQRT_LEN, MAX, WEIGHTED_MEAN, CLS, LAST_TOKEN, NONE;

    /** {@code weightedmean} and {@code weighted_mean} are the same, in any letter case. */
    public static Optional<PoolingMode> read(String text) {
        String wanted = squeezed(text);
        for (PoolingMode mode : values()) {
            if (squeezed(mode.name()).equals(wanted)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }

    private static String squeezed(String text) {
        return text.toUpperCase(Locale.ROOT).replace("_", "");
    }
}
