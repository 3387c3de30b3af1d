package io.perch.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * OpenSearch's {@code filter_path}: dotted paths, comma-separated, with {@code *} for any part of a name and {@code **} for
 * any depth; those with a leading {@code -} leave out, the others keep. Arrays are looked through.
 */
record PathFilter(List<List<String>> kept, List<List<String>> leftOut) {

    static final PathFilter NONE = new PathFilter(List.of(), List.of());

    private static final Pattern UNESCAPED_DOT = Pattern.compile("(?<!\\\\)\\.");

    /** @param text null or empty for no filter */
    static PathFilter read(String text) {
        if (text == null || text.isBlank()) {
            return NONE;
        }
        List<List<String>> kept = new ArrayList<>();
        List<List<String>> leftOut = new ArrayList<>();
        for (String path : text.split(",")) {
            String pattern = path.strip();
            if (pattern.startsWith("-")) {
                leftOut.add(segments(pattern.substring(1)));
            } else if (!pattern.isEmpty()) {
                kept.add(segments(pattern));
            }
        }
        return new PathFilter(kept, leftOut);
    }

    boolean isNone() {
        return kept.isEmpty() && leftOut.isEmpty();
    }

    /** What is left of {@code answer}; an empty object when nothing is. */
    JsonNode of(JsonNode answer) {
        JsonNode rest = leftOut.isEmpty() ? answer : without(answer, leftOut);
        JsonNode shown = kept.isEmpty() || rest == null ? rest : only(rest, kept);
        return shown == null ? JsonNodeFactory.instance.objectNode() : shown;
    }

    /** Null when nothing of {@code node} is on one of {@code paths}. */
    private static JsonNode only(JsonNode node, List<List<String>> paths) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode shown = object.objectNode();
                object.properties().forEach(member -> {
                    Step step = Step.into(member.getKey(), paths);
                    JsonNode part = step.ends() ? member.getValue()
                            : step.further().isEmpty() ? null : only(member.getValue(), step.further());
                    if (part != null) {
                        shown.set(member.getKey(), part);
                    }
                });
                yield shown.isEmpty() ? null : shown;
            }
            case ArrayNode array -> {
                ArrayNode shown = array.arrayNode();
                array.forEach(element -> addIfAny(shown, only(element, paths)));
                yield shown.isEmpty() ? null : shown;
            }
            default -> null;
        };
    }

    /** Null when all of {@code node} is left out. */
    private static JsonNode without(JsonNode node, List<List<String>> paths) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode shown = object.objectNode();
                object.properties().forEach(member -> {
                    Step step = Step.into(member.getKey(), paths);
                    JsonNode part = step.ends() ? null : without(member.getValue(), step.further());
                    if (part != null) {
                        shown.set(member.getKey(), part);
                    }
                });
                yield shown.isEmpty() && !object.isEmpty() ? null : shown;
            }
            case ArrayNode array -> {
                ArrayNode shown = array.arrayNode();
                array.forEach(element -> addIfAny(shown, without(element, paths)));
                yield shown.isEmpty() && !array.isEmpty() ? null : shown;
            }
            default -> node;
        };
    }

    private static void addIfAny(ArrayNode array, JsonNode element) {
        if (element != null) {
            array.add(element);
        }
    }

    private static List<String> segments(String path) {
        return UNESCAPED_DOT.splitAsStream(path).map(segment -> segment.replace("\\.", ".")).toList();
    }

    /** Going into one member: whether a path ends there, and what of the paths is left below it. */
    private record Step(boolean ends, List<List<String>> further) {

        static Step into(String name, List<List<String>> paths) {
            List<List<String>> further = new ArrayList<>();
            boolean ends = false;
            for (List<String> path : paths) {
                ends |= advance(name, path, further);
            }
            return new Step(ends, further);
        }

        private static boolean advance(String name, List<String> path, List<List<String>> further) {
            List<String> tail = path.subList(1, path.size());
            if (path.getFirst().equals("**")) {
                further.add(path);
                // ** also stands for no member at all
                return tail.isEmpty() || advance(name, tail, further);
            }
            if (!matches(path.getFirst(), name)) {
                return false;
            }
            if (!tail.isEmpty()) {
                further.add(tail);
            }
            return tail.isEmpty();
        }

        /** Iterative on purpose: a pattern full of stars must not cost more than its length times the name's. */
        private static boolean matches(String pattern, String name) {
            int p = 0;
            int n = 0;
            int star = -1;
            int resume = 0;
            while (n < name.length()) {
                if (p < pattern.length() && pattern.charAt(p) == '*') {
                    star = p++;
                    resume = n;
                } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
                    p++;
                    n++;
                } else if (star >= 0) {
                    p = star + 1;
                    n = ++resume;
                } else {
                    return false;
                }
            }
            while (p < pattern.length() && pattern.charAt(p) == '*') {
                p++;
            }
            return p == pattern.length();
        }
    }
}
