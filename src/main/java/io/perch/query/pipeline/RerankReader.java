package io.perch.query.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.ingest.document.DocumentPath;
import io.perch.ingest.document.FieldPath;
import io.perch.ingest.processor.ModelUses;
import io.perch.ingest.processor.Options;
import java.util.List;
import java.util.stream.Stream;

/** Reads the options of {@link ModelRerank} and {@link FieldRerank}. Every fault there is is noted. */
final class RerankReader {

    static final String TYPE = "rerank";

    private static final String CONTEXT = "context";
    private static final String FIELDS = "document_fields";

    private final Options options;

    RerankReader(Options options) {
        this.options = options;
    }

    /** {@code null} for what is too faulty. */
    ResponseProcessor read(ModelUses uses) {
        ObjectNode byModel = options.object(ModelRerank.TYPE);
        ObjectNode byField = options.object(FieldRerank.TYPE);
        ObjectNode context = options.object(CONTEXT);
        if ((byModel == null) == (byField == null)) {
            return options.fault(null, "rerank needs one of [" + ModelRerank.TYPE + "] and [" + FieldRerank.TYPE
                    + "], and not both");
        }
        return byModel == null ? byField(inner(byField)) : byModel(inner(byModel), context, uses);
    }

    private Options inner(ObjectNode object) {
        return new Options(options.place(), options.type(), object, options.faults());
    }

    private ResponseProcessor byModel(Options own, ObjectNode context, ModelUses uses) {
        String model = own.required("model_id");
        own.done();
        uses.add(own, model, ModelRerank::requireFit);
        if (context == null) {
            return options.fault(CONTEXT, "[" + CONTEXT + "] required property is missing");
        }
        List<DocumentPath> fields = fields(inner(context));
        return model == null || fields.isEmpty() ? null : new ModelRerank(model, fields);
    }

    private static List<DocumentPath> fields(Options context) {
        List<String> names = context.strings(FIELDS);
        context.done();
        if (names == null || names.isEmpty()) {
            context.fault(FIELDS, "[" + FIELDS + "] required property is missing");
            return List.of();
        }
        return names.stream().flatMap(name -> Stream.ofNullable(context.read(FIELDS, name, DocumentPath::of))).toList();
    }

    private static ResponseProcessor byField(Options own) {
        FieldPath field = own.read("target_field", own.required("target_field"), FieldPath::of);
        boolean remove = own.bool("remove_target_field", false);
        boolean keep = own.bool("keep_previous_score", false);
        own.done();
        return field == null ? null : new FieldRerank(field, remove, keep);
    }
}
