package io.perch.query.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.ingest.processor.Faults;
import io.perch.ingest.processor.ModelUses;
import io.perch.ingest.processor.Options;
import io.perch.ingest.processor.PipelineMembers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Makes a search pipeline of its JSON. One object for one pipeline. */
final class SearchPipelineReader {

    private static final String REQUEST = "request_processors";
    private static final String RESPONSE = "response_processors";
    private static final String BETWEEN = "phase_results_processors";
    private static final Set<String> MEMBERS = Set.of("description", "version", REQUEST, RESPONSE, BETWEEN, "_meta");

    private final SearchPipelineConfig config;
    private final Faults faults = new Faults();
    private final ModelUses uses = new ModelUses();
    private int processors;

    /** Makes a processor of its options; {@code null} for one that is too faulty. */
    private interface Reading<P> {
        P read(Options options);
    }

    SearchPipelineReader(SearchPipelineConfig config) {
        this.config = config;
    }

    /** With the faults noted that can be seen without asking anybody. */
    SearchPipeline read(String id, ObjectNode body) {
        PipelineMembers.check(id, body, MEMBERS, faults);
        JsonNode between = body.path(BETWEEN);
        if (!between.isMissingNode() && !between.isNull() && !(between.isArray() && between.isEmpty())) {
            faults.add(null, null, BETWEEN, "[" + BETWEEN + "] run inside of OpenSearch, while it searches: put them into a"
                    + " pipeline of OpenSearch's own, which an index can have as its index.search.default_pipeline");
        }
        return new SearchPipeline(steps(REQUEST, body.get(REQUEST), requestProcessors()),
                steps(RESPONSE, body.get(RESPONSE), responseProcessors()));
    }

    Faults faults() {
        return faults;
    }

    /** Whom it will ask. */
    ModelUses uses() {
        return uses;
    }

    private Map<String, Reading<RequestProcessor>> requestProcessors() {
        return new TreeMap<>(Map.of(RequestInference.TYPE, options -> new InferenceReader(options).request(uses),
                NeuralQueryEnricher.TYPE, this::enricher));
    }

    private Map<String, Reading<ResponseProcessor>> responseProcessors() {
        return new TreeMap<>(Map.of(RequestInference.TYPE, options -> new InferenceReader(options).response(uses),
                RerankReader.TYPE, options -> new RerankReader(options).read(uses)));
    }

    private <P> List<Step<P>> steps(String place, JsonNode given, Map<String, Reading<P>> kinds) {
        if (given == null || given.isNull()) {
            return List.of();
        }
        if (!given.isArray()) {
            faults.add(null, null, place, "[" + place + "] property isn't a list, but of type ["
                    + PipelineMembers.kind(given) + "]");
            return List.of();
        }
        List<Step<P>> steps = new ArrayList<>();
        for (int at = 0; at < given.size(); at++) {
            steps.add(step(place + "[" + at + "]", given.get(at), kinds));
        }
        return steps.stream().filter(Objects::nonNull).toList();
    }

    private <P> Step<P> step(String place, JsonNode given, Map<String, Reading<P>> kinds) {
        if (!(given instanceof ObjectNode object) || object.size() != 1
                || !(object.values().next() instanceof ObjectNode options)) {
            faults.add(null, null, place.replaceAll("\\[.*", ""), place + " is not one processor: write {\"type\": {options}}");
            return null;
        }
        String type = object.fieldNames().next();
        if (!kinds.containsKey(type)) {
            faults.add(place, type, null, "No processor type exists with name [" + type + "]: here there are "
                    + String.join(", ", kinds.keySet()) + "; others run in OpenSearch's own pipelines");
            return null;
        }
        if (++processors > config.maxProcessors()) {
            faults.add(place, type, null, "there are more than " + config.maxProcessors() + " processors"
                    + " (perch.query.pipeline.max-processors)");
            return null;
        }
        return step(new Options(place, type, options, faults), kinds.get(type));
    }

    private static <P> Step<P> step(Options options, Reading<P> kind) {
        P processor = kind.read(options);
        options.string("description", null);
        Step<P> step = new Step<>(processor, options.type(), options.string("tag", null), options.bool("ignore_failure", false));
        options.done();
        return processor == null ? null : step;
    }

    private RequestProcessor enricher(Options options) {
        String usual = options.string("default_model_id", null);
        ObjectNode given = options.object("neural_field_default_id");
        if (usual == null && (given == null || given.isEmpty())) {
            options.fault("default_model_id", "model Id or neural field map must be provided");
        }
        Map<String, String> fields = new HashMap<>();
        if (given != null) {
            given.properties().forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        }
        uses.add(options, usual, model -> { });
        fields.values().forEach(id -> uses.add(options, id, model -> { }));
        return new NeuralQueryEnricher(usual, Map.copyOf(fields));
    }
}
