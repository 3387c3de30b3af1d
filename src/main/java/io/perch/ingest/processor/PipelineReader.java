package io.perch.ingest.processor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Nearest;
import io.perch.ingest.document.FieldPath;
import io.perch.ingest.pipeline.Condition;
import io.perch.ingest.pipeline.IngestConfig;
import io.perch.ingest.pipeline.Pipeline;
import io.perch.ingest.pipeline.Processor;
import io.perch.ingest.pipeline.Step;
import io.perch.predict.text.TextVectors;
import io.perch.predict.text.TextVectors.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes a pipeline of its JSON. One object for one pipeline. */
public final class PipelineReader {

    private static final Set<String> MEMBERS = Set.of("description", "version", "processors", "on_failure", "_meta", "deleted");

    private final IngestConfig config;
    private final Faults faults = new Faults();
    private final ModelUses uses = new ModelUses();
    private final Map<String, Reading> kinds = new TreeMap<>();
    private int processors;

    private interface Reading {
        Processor read(Options options, int depth);
    }

    public PipelineReader(IngestConfig config) {
        this.config = config;
        kinds.put(MlInference.TYPE, (options, depth) -> new MlInferenceReader(options, config.batch()).read(uses));
        kinds.put("text_embedding", (options, depth) -> encoding(options, Kind.DENSE));
        kinds.put("sparse_encoding", (options, depth) -> encoding(options, Kind.SPARSE));
        kinds.put("text_image_embedding", (options, depth) -> TextImageEmbedding.read(options, uses));
        kinds.put(TextChunking.TYPE, (options, depth) -> ChunkingReader.read(options));
        kinds.put("foreach", this::foreach);
        kinds.put("pipeline", (options, depth) -> OtherPipeline.read(options));
        kinds.put("set", (options, depth) -> FieldProcessors.Set.read(options));
        kinds.put("remove", (options, depth) -> FieldProcessors.Remove.read(options));
        kinds.put("rename", (options, depth) -> FieldProcessors.Rename.read(options));
        kinds.put("append", (options, depth) -> FieldProcessors.Append.read(options));
        kinds.put("drop", (options, depth) -> FieldProcessors.Drop.read(options));
        kinds.put("fail", (options, depth) -> FieldProcessors.Fail.read(options));
    }

    /**
     * With the faults noted that can be seen without asking anybody.
     *
     * @param id {@code null} for one that is not stored
     */
    public Pipeline read(String id, ObjectNode body) {
        PipelineMembers.check(id, body, MEMBERS, faults);
        List<Step> steps = steps("processors", body.get("processors"), config.maxDepth(), true);
        List<Step> onFailure = steps("on_failure", body.get("on_failure"), config.maxDepth(), false);
        if (body.path("on_failure").isArray() && body.path("on_failure").isEmpty()) {
            faults.add(null, null, "on_failure", "pipeline [" + id + "] cannot have an empty on_failure option defined");
        }
        return new Pipeline(id, steps, onFailure);
    }

    public Faults faults() {
        return faults;
    }

    /** Whom it will ask. */
    public ModelUses uses() {
        return uses;
    }

    private List<Step> steps(String place, JsonNode given, int depth, boolean required) {
        if (given == null || given.isNull()) {
            if (required) {
                faults.add(null, null, "processors", "[processors] required property is missing");
            }
            return List.of();
        }
        if (!given.isArray()) {
            faults.add(null, null, place, "[" + place + "] property isn't a list, but of type ["
                    + PipelineMembers.kind(given) + "]");
            return List.of();
        }
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            Step step = step(place + "[" + i + "]", given.get(i), depth);
            if (step != null) {
                steps.add(step);
            }
        }
        return steps;
    }

    private Step step(String place, JsonNode given, int depth) {
        if (!(given instanceof ObjectNode object) || object.size() != 1
                || !(object.values().next() instanceof ObjectNode options)) {
            faults.add(null, null, "processors", place + " is not one processor: write {\"type\": {options}}");
            return null;
        }
        String type = object.fieldNames().next();
        Reading kind = kinds.get(type);
        if (kind == null) {
            faults.addUnknown(place, type, "No processor type exists with name [" + type + "]" + meant(type),
                    "here there are " + String.join(", ", kinds.keySet()));
            return null;
        }
        if (++processors > config.maxProcessors() || depth == 0) {
            faults.add(place, type, null, "there are more than " + config.maxProcessors() + " processors, or they are nested"
                    + " deeper than " + config.maxDepth() + " (perch.ingest.max-processors, perch.ingest.max-depth)");
            return null;
        }
        return step(new Options(place, type, options, faults), kind, depth);
    }

    private String meant(String type) {
        List<String> similar = Nearest.to(type, List.copyOf(kinds.keySet()));
        return similar.isEmpty() ? "" : ", did you mean " + similar + "?";
    }

    private Step step(Options options, Reading kind, int depth) {
        Processor processor = kind.read(options, depth);
        Condition condition = options.read("if", condition(options), Condition::of);
        List<Step> onFailure = steps(options.place() + ".on_failure", options.node("on_failure"), depth - 1, false);
        Step step = new Step(processor, options.string("tag", null), options.string("description", null), condition,
                options.bool("ignore_failure", false), onFailure);
        options.done();
        return step;
    }

    /** A script may also come as {@code {"source": "…", "lang": "painless"}}. */
    private static String condition(Options options) {
        JsonNode given = options.node("if");
        if (given != null && given.isObject() && given.path("source").isTextual()
                && given.path("lang").asText("painless").equals("painless") && given.path("params").isEmpty()) {
            return given.get("source").textValue();
        }
        return options.string("if", null);
    }

    private Processor foreach(Options options, int depth) {
        FieldPath field = options.read("field", options.required("field"), FieldPath::of);
        JsonNode inner = options.requiredNode("processor");
        Step each = inner == null ? null : step(options.place() + ".processor", inner, depth - 1);
        return new Foreach(field, each, options.bool("ignore_missing", false));
    }

    private Processor encoding(Options options, Kind kind) {
        String model = options.required("model_id");
        FieldMap fields = FieldMap.read(options);
        int size = options.integer("batch_size", 0, 1, Integer.MAX_VALUE);
        boolean skipExisting = options.bool("skip_existing", false);
        Pruning pruning = kind == Kind.SPARSE ? Pruning.read(options) : Pruning.NONE;
        TextEncoding.Settings settings = new TextEncoding.Settings(kind, model, fields, size == 0 ? null : size, config.batch(),
                skipExisting, pruning, LongTexts.read(options));
        uses.add(options, model, settings::requireFit);
        return new TextEncoding(settings);
    }
}
