package io.perch.settings;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.ErrorCode;
import io.perch.base.Nearest;
import io.perch.base.PerchException;
import io.perch.base.Wildcard;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A checked change of settings: raw values to set and keys to reset, by scope. It is applied whole or not at all.
 *
 * @param set   by scope and key, each a text or an array of texts
 * @param reset keys that go back to config or the built-in default; wildcards are resolved
 */
public record SettingsUpdate(Map<Scope, SortedMap<String, JsonNode>> set, Map<Scope, Set<String>> reset) {

    /**
     * @param asked by scope: flat keys with raw values, JSON null (or Java's) for a reset; a key to reset may end with {@code *}
     * @throws PerchException SETTINGS_EMPTY, SETTING_UNKNOWN, SETTING_NOT_DYNAMIC, SETTING_INVALID; all faults in one
     */
    public static SettingsUpdate checked(Map<Scope, Map<String, JsonNode>> asked) {
        if (asked.values().stream().allMatch(Map::isEmpty)) {
            throw new PerchException(ErrorCode.SETTINGS_EMPTY, "Validation Failed: 1: no settings to update;",
                    "send {\"persistent\":{...}} or {\"transient\":{...}}");
        }
        SettingsUpdate update = new SettingsUpdate(new TreeMap<>(), new TreeMap<>());
        List<PerchException> faults = new ArrayList<>();
        asked.forEach((scope, values) -> values.forEach((key, raw) -> {
            try {
                update.take(scope, key, raw);
            } catch (PerchException fault) {
                faults.add(fault);
            }
        }));
        refuse(faults);
        return update;
    }

    private void take(Scope scope, String key, JsonNode raw) {
        if (raw == null || raw.isNull()) {
            reset.computeIfAbsent(scope, none -> new TreeSet<>()).addAll(keysToReset(scope, key));
            return;
        }
        changeable(scope, key).parse(raw);
        set.computeIfAbsent(scope, none -> new TreeMap<>()).put(key, raw);
    }

    private static Set<String> keysToReset(Scope scope, String key) {
        if (!key.endsWith("*")) {
            return Set.of(changeable(scope, key).key());
        }
        return MlSettings.all().stream().map(Setting::key).filter(known -> Wildcard.matches(key, known))
                .collect(Collectors.toSet());
    }

    private static Setting<?> changeable(Scope scope, String key) {
        String name = scope.wireName() + " setting [" + key + "]";
        Setting<?> setting = MlSettings.find(key).orElseThrow(() ->
                new PerchException(ErrorCode.SETTING_UNKNOWN, name + ", not recognized", meant(key)));
        return switch (setting.change()) {
            case DYNAMIC -> setting;
            case STATIC -> throw notDynamic(name + ", not dynamically updateable");
            case FINAL -> throw notDynamic("final " + name + ", not updateable");
        };
    }

    private static PerchException notDynamic(String reason) {
        return new PerchException(ErrorCode.SETTING_NOT_DYNAMIC, reason, "set it in Perch's configuration and restart");
    }

    private static String meant(String key) {
        String bare = key.startsWith(MlSettings.PREFIX) ? key.substring(MlSettings.PREFIX.length()) : key;
        // compared without the prefix that all share, else everything would look similar
        List<String> known = MlSettings.all().stream().map(s -> s.key().substring(MlSettings.PREFIX.length())).toList();
        List<String> similar = Nearest.to(bare, known);
        return similar.isEmpty()
                ? "Perch knows the keys of docs/settings.md, all under " + MlSettings.PREFIX
                : "did you mean [" + MlSettings.PREFIX + similar.getFirst() + "]?";
    }

    private static void refuse(List<PerchException> faults) {
        switch (faults.size()) {
            case 0 -> {
            }
            case 1 -> throw faults.getFirst();
            default -> throw new PerchException(faults.getFirst().code(),
                    faults.stream().map(PerchException::reason).collect(Collectors.joining("; ")), hints(faults));
        }
    }

    private static String hints(List<PerchException> faults) {
        Set<String> hints = faults.stream().map(PerchException::hint).filter(Objects::nonNull)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return hints.isEmpty() ? null : String.join("; ", hints);
    }
}
