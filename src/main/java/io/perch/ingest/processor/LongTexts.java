package io.perch.ingest.processor;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.ingest.processor.FieldMap.Texts;
import io.perch.model.FunctionName;
import io.perch.model.Model;
import io.perch.model.Overflow;
import io.perch.model.PredictInput;
import io.perch.model.PredictOutput;
import io.perch.model.PredictOutput.Result;
import java.util.List;

/**
 * What is done about texts that are longer than their model reads.
 *
 * @param overflow       {@code null}: as the model was registered
 * @param truncatedField where, beside them, fields are named whose texts were cut; {@code null} for nowhere
 */
record LongTexts(Overflow overflow, String truncatedField) {

    private static final String TRUNCATED_FIELD = "truncated_field";

    static LongTexts read(Options options) {
        String said = options.string(Overflow.MEMBER, null);
        Overflow overflow = said == null ? null : Overflow.read(said).orElseGet(() ->
                options.fault(Overflow.MEMBER, Overflow.unknown("[" + Overflow.MEMBER + "]", said)));
        String field = options.string(TRUNCATED_FIELD, null);
        if (field != null && (field.isBlank() || field.indexOf('.') >= 0)) {
            options.fault(TRUNCATED_FIELD, "[" + TRUNCATED_FIELD + "] is the name of a field beside the text,"
                    + " without dots, and not [" + field + "]");
        }
        return new LongTexts(overflow, field);
    }

    /** Throws REQUEST_INVALID. */
    void requireFit(Model model) {
        if (overflow != null && model.function() != FunctionName.TEXT_EMBEDDING) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "[" + Overflow.MEMBER + "] is for TEXT_EMBEDDING models,"
                    + " and model " + model.id() + " is " + model.function(), "leave it out");
        }
    }

    PredictInput asked(PredictInput input) {
        return overflow != null && input instanceof PredictInput.TextDocs texts ? texts.on(overflow) : input;
    }

    /** Names the fields whose texts were cut. @param answer with a result for each text; remote models say nothing of this */
    void tell(List<Texts> fields, PredictOutput answer) {
        if (truncatedField == null || answer.results().stream().noneMatch(Result::truncated)) {
            return;
        }
        int at = 0;
        for (Texts field : fields) {
            List<Result> own = answer.results().subList(at, at + field.texts().size());
            at += own.size();
            if (own.stream().anyMatch(Result::truncated)) {
                field.nameIn(truncatedField);
            }
        }
    }
}
