package io.perch.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.query.QueryPlaces.Way;
import io.perch.search.CallersIndices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Goes through a search source as OpenSearch reads it ({@link QueryPlaces}), finds the clauses that are Perch's, and sees to it
 * that no query leads to an index that its caller may not see.
 */
final class QueryWalk {

    private static final String INDEXED_SHAPE = "indexed_shape";
    /** Where OpenSearch looks for a shape when nothing is said. */
    private static final String SHAPES = "shapes";
    private static final Set<String> INDEX_MEMBERS = Set.of("index", "_index");

    /** A clause, and the object that it is a member of. */
    record Found(ObjectNode holder, String name, Clause clause) {
    }

    /** What is done on the way. */
    interface Visitor {

        void query(ObjectNode holder, String name, JsonNode body);

        /** One name, as look-ups take it: no list, no wildcard. */
        void index(String name);
    }

    private record Reading(CallersIndices indices, List<Found> found) implements Visitor {

        @Override
        public void query(ObjectNode holder, String name, JsonNode body) {
            if (name.equals(NeuralClause.NAME)) {
                found.add(new Found(holder, name, NeuralClause.read(body)));
            } else if (name.equals(SparseClause.NAME)) {
                found.add(new Found(holder, name, SparseClause.read(body)));
            }
        }

        @Override
        public void index(String name) {
            indices.requireWritable(name);
        }
    }

    private final Visitor visitor;

    private QueryWalk(Visitor visitor) {
        this.visitor = visitor;
    }

    /** Throws what clauses throw when they are read, SEARCH_NOT_SERVED, INDEX_NAME_INVALID, INDEX_FORBIDDEN. */
    static List<Found> through(ObjectNode source, CallersIndices indices) {
        Reading reading = new Reading(indices, new ArrayList<>());
        through(source, reading);
        return reading.found;
    }

    /** Throws SEARCH_NOT_SERVED, and what the visitor throws. */
    static void through(ObjectNode source, Visitor visitor) {
        refuseWhatIsNotServed(source);
        new QueryWalk(visitor).follow(source, QueryPlaces.OF_SOURCE);
    }

    private static void refuseWhatIsNotServed(ObjectNode source) {
        if (source.has("pit")) {
            throw notServed("[pit]: Perch serves no points in time",
                    "page with search_after and a sort that no two documents share");
        }
        reach(source, List.of("suggest", "*", "phrase", "collate"), collate -> {
            throw notServed("[collate]: Perch does not look into queries that are templates", "leave it out");
        });
    }

    private static PerchException notServed(String reason, String hint) {
        return new PerchException(ErrorCode.SEARCH_NOT_SERVED, reason, hint);
    }

    private void follow(JsonNode from, List<Way> ways) {
        for (Way way : ways) {
            reach(from, way.steps(), end -> visit(way, end));
        }
    }

    private void visit(Way way, JsonNode end) {
        if (end.isArray()) {
            end.forEach(element -> visit(way, element));
        } else if (end instanceof ObjectNode object) {
            switch (way.to()) {
                case SOURCE -> follow(object, QueryPlaces.OF_SOURCE);
                case AGGREGATION -> follow(object, QueryPlaces.OF_AGGREGATION);
                case QUERY -> object.properties().forEach(query -> query(object, query));
            }
        }
    }

    private static void reach(JsonNode from, List<String> steps, Consumer<JsonNode> end) {
        if (steps.isEmpty()) {
            end.accept(from);
            return;
        }
        String step = steps.getFirst();
        List<String> rest = steps.subList(1, steps.size());
        if (step.equals("*")) {
            from.forEach(part -> reach(part, rest, end));
        } else if (from.isArray()) {
            from.forEach(element -> reach(element, steps, end));
        } else {
            from.properties().stream().filter(member -> isCalled(step, member.getKey()))
                    .forEach(member -> reach(member.getValue(), rest, end));
        }
    }

    /** OpenSearch has old spellings of some names: {@code mustNot}. */
    private static boolean isCalled(String name, String found) {
        return found.equals(name) || found.replace("_", "").equalsIgnoreCase(name.replace("_", ""));
    }

    private void query(ObjectNode holder, Map.Entry<String, JsonNode> query) {
        String name = query.getKey();
        JsonNode body = query.getValue();
        visitor.query(holder, name, body);
        switch (name) {
            case NeuralClause.NAME, SparseClause.NAME -> { }
            case "wrapper" -> throw notServed("[wrapper]: Perch does not look into queries that are wrapped in base64",
                    "write the query itself in its place");
            default -> lookUps(name, body);
        }
        follow(body, QueryPlaces.OF_QUERY.getOrDefault(name, List.of()));
    }

    private void lookUps(String name, JsonNode body) {
        QueryPlaces.LOOK_UPS.getOrDefault(name, List.of()).forEach(steps -> reach(body, steps, this::requireReadable));
        if (QueryPlaces.OF_SHAPES.contains(name)) {
            reach(body, List.of("*", INDEXED_SHAPE), shape -> requireReadable(shape.path("index")));
        }
        if (!QueryPlaces.isKnown(name)) {
            unknown(body);
        }
    }

    private void requireReadable(JsonNode index) {
        visitor.index(index.isMissingNode() ? SHAPES : index.asText());
    }

    /** A query of a plugin: whatever in it looks like a query is taken for one, and what looks like an index, too. */
    private void unknown(JsonNode part) {
        if (part instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                boolean isIndex = INDEX_MEMBERS.contains(member.getKey()) && member.getValue().isTextual();
                if (isIndex) {
                    requireReadable(member.getValue());
                } else if (QueryPlaces.isKnown(member.getKey()) && member.getValue().isObject()) {
                    query(object, member);
                } else {
                    unknown(member.getValue());
                }
            }
        } else {
            part.forEach(this::unknown);
        }
    }
}
