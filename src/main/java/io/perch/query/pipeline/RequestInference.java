package io.perch.query.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.ingest.asking.Ask;
import io.perch.path.Excerpt;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code ml_inference} before the search: what the model makes of parts of the source is put into the source, or into a template
 * that becomes the source.
 *
 * @param template {@code null} for none
 */
record RequestInference(Inference inference, List<Mapping> mappings, QueryTemplate template) implements RequestProcessor {

    static final String TYPE = "ml_inference";

    private static final String EXT = "ext";

    @Override
    public Uni<ObjectNode> changed(ObjectNode source, SearchRun run) {
        return run.think(() -> questions(source)).chain(asks -> asks.isEmpty() ? Uni.createFrom().item(source)
                : inference.ask(asks.values(), run).chain(() -> run.think(() -> answered(source, asks))));
    }

    /** None when something is missing that may be. */
    private Map<Mapping, Ask> questions(ObjectNode source) {
        if (source.isEmpty()) {
            throw new PerchException(ErrorCode.REQUEST_INVALID,
                    "query body is empty, cannot processor inference on empty query request.", "send a search in the body");
        }
        if (missing(source).isPresent() && inference.ignoreMissing()) {
            return Map.of();
        }
        missing(source).ifPresent(path -> {
            throw new PerchException(ErrorCode.FIELD_MISSING,
                    "cannot find field: " + path + " in query string: " + Excerpt.of(source),
                    "compare the maps of ml_inference with the search, or set ignore_missing");
        });
        Map<Mapping, Ask> asks = new LinkedHashMap<>();
        mappings.forEach(mapping -> asks.put(mapping, inference.question(inputs(mapping, source))));
        return asks;
    }

    private Optional<String> missing(ObjectNode source) {
        return mappings.stream().flatMap(mapping -> mapping.inputs().stream())
                .filter(input -> !input.optional() && input.from().read(Requested.document(source)).isEmpty())
                .map(input -> input.from().text()).findFirst().or(() -> missingPlace(source));
    }

    private Optional<String> missingPlace(ObjectNode source) {
        return template != null ? Optional.empty() : mappings.stream().flatMap(mapping -> mapping.outputs().stream())
                .filter(output -> !output.optional() && !SourcePath.of(output.to()).isIn(source))
                .map(Output::to).findFirst();
    }

    private static Map<String, JsonNode> inputs(Mapping mapping, ObjectNode source) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        mapping.inputs().forEach(input -> input.from().read(Requested.document(source))
                .ifPresent(value -> values.put(input.name(), value)));
        return values;
    }

    private ObjectNode answered(ObjectNode source, Map<Mapping, Ask> asks) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        asks.forEach((mapping, ask) -> {
            JsonNode answer = Inference.answer(ask);
            mapping.outputs().forEach(output -> output.read(answer, inference)
                    .ifPresent(value -> values.put(output.to(), value)));
        });
        if (template == null) {
            return put(source.deepCopy(), values);
        }
        boolean incomplete = mappings.stream().flatMap(mapping -> mapping.outputs().stream())
                .anyMatch(output -> template.names(output.to()) && !values.containsKey(output.to()));
        return incomplete && inference.ignoreMissing() ? source : replaced(source, values);
    }

    /** What is for others in {@code ext} goes along, unless the template has its own. */
    private ObjectNode replaced(ObjectNode source, Map<String, JsonNode> values) {
        ObjectNode search = template.fill(values);
        if (source.has(EXT) && !search.has(EXT)) {
            search.set(EXT, source.get(EXT).deepCopy());
        }
        Map<String, JsonNode> extensions = new LinkedHashMap<>(values);
        extensions.keySet().removeIf(name -> !SourcePath.isExtension(name));
        return put(search, extensions);
    }

    private static ObjectNode put(ObjectNode source, Map<String, JsonNode> values) {
        ObjectNode changed = source;
        for (Map.Entry<String, JsonNode> value : values.entrySet()) {
            SourcePath place = SourcePath.of(value.getKey());
            changed = place.isIn(changed) ? place.put(changed, value.getValue()) : changed;
        }
        return changed;
    }
}
