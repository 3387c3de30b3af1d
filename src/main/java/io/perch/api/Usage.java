package io.perch.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.perch.model.PredictOutput;
import io.perch.model.PredictOutput.Result;
import java.io.IOException;

/** What an answer says of the tokens that it took, special tokens included. */
final class Usage {

    private Usage() {
    }

    static void write(PredictOutput output, JsonGenerator out) throws IOException {
        long tokens = output.results().stream().mapToLong(result -> Math.max(0, result.tokens())).sum();
        out.writeObjectFieldStart("usage");
        out.writeNumberField("prompt_tokens", tokens);
        out.writeNumberField("total_tokens", tokens);
        out.writeEndObject();
    }

    /** Nothing when the model has seen the whole text. */
    static void writeCut(Result result, JsonGenerator out) throws IOException {
        if (result.truncated()) {
            out.writeBooleanField("truncated", true);
            out.writeNumberField("tokens", result.tokens());
        }
    }
}
