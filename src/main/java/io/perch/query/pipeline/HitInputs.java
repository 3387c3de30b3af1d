package io.perch.query.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.ingest.document.Document;
import io.perch.path.Excerpt;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads what goes into the predictions of one mapping: from hits, and from the search that found them. */
record HitInputs(Mapping mapping, Inference inference, ObjectNode search) {

    /** Whether a hit has what must not be missing. Throws FIELD_MISSING where nothing may be. */
    boolean allIn(Hit hit) {
        Document document = hit.document();
        List<String> missing = mapping.inputs().stream()
                .filter(input -> !input.ofRequest() && !input.optional() && input.from().read(document).isEmpty())
                .map(input -> input.from().text()).toList();
        if (!missing.isEmpty() && !inference.ignoreMissing()) {
            throw new PerchException(ErrorCode.FIELD_MISSING, "cannot find all required input fields: " + missing + " in hit:"
                    + Excerpt.of(hit.node()),
                    "compare input_map with the documents, or set ignore_missing: such hits stay as they are");
        }
        return missing.isEmpty();
    }

    /**
     * One value for each input that is there; empty when something is missing in the search that may be. Throws FIELD_MISSING.
     *
     * @param alone whether it is one hit, whose values are no lists
     */
    Optional<Map<String, JsonNode>> values(List<Hit> hits, boolean alone) {
        if (mapping.inputs().isEmpty()) {
            return Optional.of(allFields(hits, alone));
        }
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (Input input : mapping.inputs()) {
            Optional<JsonNode> value = input.ofRequest() ? input.from().read(Requested.document(search))
                    : together(hits, alone, hit -> input.from().read(hit.document()));
            boolean missing = value.isEmpty() && input.ofRequest() && !input.optional();
            if (missing && inference.ignoreMissing()) {
                return Optional.empty();
            }
            if (missing) {
                throw new PerchException(ErrorCode.FIELD_MISSING, "Missing required input field in query body. input_map: "
                        + input.name() + ": " + input.from().text(), "compare input_map with the search: " + Excerpt.of(search));
            }
            value.ifPresent(it -> values.put(input.name(), it));
        }
        return Optional.of(values);
    }

    private static Map<String, JsonNode> allFields(List<Hit> hits, boolean alone) {
        Set<String> names = new LinkedHashSet<>();
        hits.forEach(hit -> hit.document().source().fieldNames().forEachRemaining(names::add));
        Map<String, JsonNode> values = new LinkedHashMap<>();
        names.forEach(name -> together(hits, alone, hit -> Optional.ofNullable(hit.document().source().get(name)))
                .ifPresent(value -> values.put(name, value)));
        return values;
    }

    /** The value of the one hit, or a list with one for each, JSON null where there is none; empty when none has any. */
    private static Optional<JsonNode> together(List<Hit> hits, boolean alone, Function<Hit, Optional<JsonNode>> read) {
        List<Optional<JsonNode>> found = hits.stream().map(read).toList();
        if (alone || found.stream().allMatch(Optional::isEmpty)) {
            return found.getFirst();
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        found.forEach(value -> list.add(value.orElse(list.nullNode())));
        return Optional.of(list);
    }
}
