package io.perch.path;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.Nearest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out where a path that leads nowhere leaves the value, and what it was probably meant to be. */
final class MissedPath {

    static final int KEYS = 20;
    private static final int OBJECTS = 50;
    /** How many values are looked at for a key that is somewhere else. */
    private static final int PLACES = 10_000;

    private final String path;
    private final PathText text;
    private final JsonNode root;
    private final int depth;
    private final String deepest;
    private final JsonNode there;

    MissedPath(String path, JsonNode root) {
        this.path = path;
        this.text = PathText.of(path);
        this.root = root;
        this.depth = depth();
        this.deepest = text.prefix(depth);
        this.there = JsonPath.of(deepest).read(root).orElse(root);
    }

    PathReport report() {
        return new PathReport(path, 0, Excerpt.of(there), deepest, keys().stream().limit(KEYS).toList(), nearest());
    }

    boolean endsInEmptiness() {
        return depth < text.steps().size() && text.steps().get(depth) instanceof Step.Every && isEmpty(there)
                || !JsonPath.of(deepest).definite() && there.isArray() && there.valueStream().allMatch(MissedPath::isEmpty);
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isContainerNode() && value.isEmpty();
    }

    private int depth() {
        int steps = text.steps().size() - 1;
        while (steps > 0 && JsonPath.of(text.prefix(steps)).read(root).isEmpty()) {
            steps--;
        }
        return Math.max(steps, 0);
    }

    private String nearest() {
        if (text.steps().size() <= depth || !(text.steps().get(depth) instanceof Step.Key key)) {
            return null;
        }
        return inEachOfTheList()
                .or(() -> elsewhere(key.name()))
                .or(() -> Nearest.to(key.name(), keys()).stream().findFirst().map(similar -> deepest + written(similar)))
                .orElse(null);
    }

    /** Somebody asked a list for a key of its elements. */
    private Optional<String> inEachOfTheList() {
        String each = deepest + "[*]" + text.rest(depth);
        return there.isArray() && JsonPath.of(each).read(root).isPresent() ? Optional.of(each) : Optional.empty();
    }

    private Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>();
        List<JsonNode> objects = new ArrayList<>();
        objects.add(there);
        if (there.isArray() && !JsonPath.of(deepest).definite()) {
            there.forEach(objects::add);
        }
        objects.stream().limit(OBJECTS).forEach(object -> object.fieldNames().forEachRemaining(keys::add));
        return keys;
    }

    /** The same key; of several the one that is nearest to the root. */
    private Optional<String> elsewhere(String name) {
        Deque<Place> places = new ArrayDeque<>(List.of(new Place("$", root)));
        for (int looked = 0; looked < PLACES && !places.isEmpty(); looked++) {
            Place place = places.removeFirst();
            if (place.value.has(name)) {
                return Optional.of(place.path + written(name));
            }
            place.addInner(places);
        }
        return Optional.empty();
    }

    private static String written(String key) {
        boolean plain = !key.isEmpty() && key.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-');
        return plain ? "." + key : "['" + key + "']";
    }

    private record Place(String path, JsonNode value) {

        void addInner(Deque<Place> places) {
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                if (member.getValue().isContainerNode()) {
                    places.addLast(new Place(path + written(member.getKey()), member.getValue()));
                }
            }
            if (value.isArray() && !value.isEmpty() && value.get(0).isContainerNode()) {
                places.addLast(new Place(path + "[0]", value.get(0)));
            }
        }
    }
}
