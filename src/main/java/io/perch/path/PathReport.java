package io.perch.path;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.Nearest;
import java.util.List;
import java.util.Map;

/**
 * What a path leads to in one JSON value, and if nowhere, how far it goes.
 *
 * @param matched how many values
 * @param sample  the beginning of the first of them; when there is none, of what is at {@code deepest}
 * @param deepest the longest part of the path, from its start, that leads to something
 * @param keys    of the objects at {@code deepest}; not all when there are many. Empty when the path matched
 * @param nearest the path that was probably meant; {@code null} when nothing resembles it, or when the path matched
 */
public record PathReport(String path, int matched, String sample, String deepest, List<String> keys, String nearest) {

    /** Of a path that leads to one value. */
    public static PathReport of(String path, JsonNode found) {
        return new PathReport(path, 1, Excerpt.of(found), path, List.of(), null);
    }

    /** Of a name that {@code root} does not have. */
    public static PathReport missing(String name, JsonNode root) {
        List<String> keys = root.propertyStream().map(Map.Entry::getKey).limit(MissedPath.KEYS).toList();
        return new PathReport(name, 0, Excerpt.of(root), "$", keys, Nearest.to(name, keys).stream().findFirst().orElse(null));
    }

    public boolean found() {
        return matched > 0;
    }

    /** Where the path ends, as the second half of a sentence. */
    public String end() {
        return deepest + " is as far as it goes, and is " + sample;
    }

    /** What to look at. */
    public String hint() {
        if (nearest != null) {
            return "there is " + nearest;
        }
        return keys.isEmpty() ? "compare the path with the answer"
                : "at " + deepest + " there are the keys " + String.join(", ", keys);
    }
}
