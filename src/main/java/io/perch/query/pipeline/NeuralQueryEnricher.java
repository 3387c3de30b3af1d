package io.perch.query.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.query.Sources;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Set;

/**
 * Says in clauses {@code neural} and {@code neural_sparse} which model embeds their text, where they do not say it themselves.
 *
 * @param usual  {@code null} for none
 * @param fields models of fields, which go before the usual one
 */
record NeuralQueryEnricher(String usual, Map<String, String> fields) implements RequestProcessor {

    static final String TYPE = "neural_query_enricher";

    private static final Set<String> CLAUSES = Set.of("neural", "neural_sparse");
    private static final String MODEL_ID = "model_id";
    /** With one of these no model is asked. */
    private static final Set<String> WITHOUT_MODEL = Set.of("analyzer", "query_tokens", "semantic_field_search_analyzer");

    @Override
    public Uni<ObjectNode> changed(ObjectNode source, SearchRun run) {
        return run.think(() -> enriched(source.deepCopy()));
    }

    ObjectNode enriched(ObjectNode source) {
        Sources.eachQuery(source, (name, body) -> {
            if (CLAUSES.contains(name)) {
                body.properties().forEach(field -> enrich(field.getKey(), field.getValue()));
            }
        });
        return source;
    }

    private void enrich(String field, JsonNode clause) {
        String model = fields.getOrDefault(field, usual);
        boolean asksNone = !(clause instanceof ObjectNode object) || object.hasNonNull(MODEL_ID)
                || WITHOUT_MODEL.stream().anyMatch(object::hasNonNull);
        if (model != null && !asksNone) {
            ((ObjectNode) clause).put(MODEL_ID, model);
        }
    }
}
