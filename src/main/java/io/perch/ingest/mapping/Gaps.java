package io.perch.ingest.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is missing among others where a path has wildcards: a chunk without a text. Such a one is left out of all lists of this
 * length, and the place beside it gets nothing.
 *
 * @param length of the lists, with what is missing
 * @param filled positions of what is there in all of them
 */
public record Gaps(int length, List<Integer> filled) {

    public static final Gaps NONE = new Gaps(-1, List.of());

    /** Those of several lists with a JSON null for each that is missing; none when their lengths differ. */
    public static Gaps among(Collection<JsonNode> lists) {
        List<JsonNode> broken = lists.stream().filter(Gaps::hasNull).toList();
        if (broken.isEmpty()) {
            return NONE;
        }
        int length = broken.getFirst().size();
        return broken.stream().anyMatch(list -> list.size() != length) ? NONE
                : new Gaps(length, IntStream.range(0, length)
                        .filter(i -> broken.stream().noneMatch(list -> list.get(i).isNull())).boxed().toList());
    }

    private static boolean hasNull(JsonNode value) {
        return value.isArray() && value.valueStream().anyMatch(JsonNode::isNull);
    }

    /** Whether all of it is missing. */
    public boolean nothingThere() {
        return length > 0 && filled.isEmpty();
    }

    public JsonNode without(JsonNode value) {
        if (!value.isArray() || value.size() != length) {
            return value;
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode(filled.size());
        filled.forEach(position -> list.add(value.get(position)));
        return list;
    }

    <T> List<T> without(List<T> places) {
        return places.size() == length ? filled.stream().map(places::get).toList() : places;
    }
}
