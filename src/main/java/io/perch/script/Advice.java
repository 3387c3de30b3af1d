package io.perch.script;

import io.perch.base.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What to write instead of a name that is not there. */
final class Advice {

    private static final String LOOP = "it takes a function: write a loop";

    /** Java has them, Painless does not, or only with what is left out here. */
    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry("split", "splitOnToken(text) splits without a regular expression"),
            Map.entry("replaceAll", "replace(text, text) replaces every occurrence"),
            Map.entry("replaceFirst", "indexOf and substring do it"),
            Map.entry("matches", "contains, startsWith and endsWith work without a regular expression"),
            Map.entry("strip", "trim() does it"),
            Map.entry("isBlank", "trim().isEmpty() does it"),
            Map.entry("repeat", "write a loop"),
            Map.entry("format", "put texts together with +"),
            Map.entry("getClass", "instanceof asks for a type"),
            Map.entry("forEach", LOOP), Map.entry("stream", LOOP), Map.entry("removeIf", LOOP), Map.entry("collect", LOOP),
            Map.entry("computeIfAbsent", LOOP), Map.entry("merge", LOOP), Map.entry("each", LOOP), Map.entry("any", LOOP),
            Map.entry("every", LOOP), Map.entry("find", LOOP), Map.entry("findAll", LOOP),
            Map.entry("sort", "Collections.sort(list) does it"));

    private Advice() {
    }

    /** Begins with a semicolon; empty when there is nothing to say. */
    static String on(String name, Collection<String> known) {
        if (INSTEAD.containsKey(name)) {
            return "; " + INSTEAD.get(name);
        }
        List<String> near = Nearest.to(name, known);
        return near.isEmpty() ? "" : "; did you mean '" + near.getFirst() + "'?";
    }
}
