package io.perch.query;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.PredictOutput;
import io.perch.predict.json.OutputJson;
import java.util.EnumSet;
import java.util.Set;

/** What a model has made of a batch. @param failure {@code null} when there is an output */
record Answered(Batch batch, PredictOutput output, PerchException failure) {

    /** Of one text, perhaps; the others may do on their own. */
    private static final Set<ErrorCode> OF_A_TEXT = EnumSet.of(ErrorCode.INPUT_INVALID, ErrorCode.INPUT_TOO_LARGE,
            ErrorCode.TEXT_TOO_LONG, ErrorCode.INTERFACE_INPUT, ErrorCode.GUARD_INPUT, ErrorCode.INFERENCE_FAILED);

    boolean failedForOneText() {
        return failure != null && batch.questions().size() > 1 && OF_A_TEXT.contains(failure.code());
    }

    long numbers() {
        return output == null ? 0 : OutputJson.numbers(output);
    }
}
