package io.perch.connector.credential;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The credential of one connector as its calls need it: each value by its name. Immutable; shows nothing when printed. */
public final class Credential {

    public static final Credential NONE = new Credential(Map.of());

    private final Map<String, Secret> values;
    private volatile Masking masking;

    public Credential(Map<String, Secret> values) {
        this.values = Map.copyOf(values);
    }

    public Optional<Secret> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public Map<String, Secret> values() {
        return values;
    }

    /** Hides all its values; made when first asked for, as most calls never need it. */
    public Masking masking() {
        if (masking == null) {
            masking = Masking.of(values.values());
        }
        return masking;
    }

    boolean hasAll(Map<String, Secret> some) {
        return values.entrySet().containsAll(some.entrySet());
    }

    Credential with(Map<String, Secret> changed) {
        Map<String, Secret> merged = new LinkedHashMap<>(values);
        merged.putAll(changed);
        return new Credential(merged);
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
