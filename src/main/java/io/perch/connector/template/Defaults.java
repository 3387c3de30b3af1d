package io.perch.connector.template;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A connector's own parameters: its owner's text, which may itself hold placeholders. Parsed and checked once. Immutable. */
public final class Defaults {

    public static final Defaults NONE = new Defaults(Map.of());

    static final String NO_ESCAPE = "no_escape_params";

    private final Map<String, String> texts;
    private final Map<String, Default> defaults;
    private final Set<String> raw;

    private Defaults(Map<String, String> texts) {
        this.texts = texts;
        this.raw = list(texts.get(NO_ESCAPE));
        Map<String, Default> parsed = new HashMap<>();
        texts.forEach((name, text) -> parsed.put(name, new Default(text, raw.contains(name))));
        this.defaults = Map.copyOf(parsed);
    }

    /** Throws REQUEST_INVALID when parameters refer to each other in a circle, naming it, or too often. */
    public static Defaults of(Map<String, String> parameters) {
        if (parameters == null || parameters.isEmpty()) {
            return NONE;
        }
        Map<String, String> texts = new LinkedHashMap<>(parameters);
        texts.values().removeIf(text -> text == null);
        Defaults defaults = new Defaults(texts);
        List<String> faults = new References(defaults.defaults).faults(texts.keySet());
        if (!faults.isEmpty()) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, String.join("; ", faults),
                    "write out one of them, or let it ask for another").about("parameters");
        }
        return defaults;
    }

    /** These, and {@code more} of the same owner's instead of those that have the same names. */
    public Defaults with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(texts);
        all.putAll(more);
        return of(all);
    }

    public Set<String> names() {
        return defaults.keySet();
    }

    /** Whether the owner wants what fills {@code name} put in as it is. */
    boolean isRaw(String name) {
        return raw.contains(name);
    }

    /** {@code null} when there is none of this name. */
    Parameter of(String name, Parameters call) {
        Default source = defaults.get(name);
        return source == null ? null : new Parameter.Preset(source, call);
    }

    /** Names of {@code a, b}; none of {@code null}. */
    static Set<String> list(String names) {
        return names == null || names.isBlank() ? Set.of()
                : Arrays.stream(names.split(",")).map(String::strip).collect(Collectors.toUnmodifiableSet());
    }
}
