package io.perch.api;

import io.perch.model.PredictInput;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictOutput;
import io.perch.predict.json.OutputJson;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;

/** Writes predictions as ML Commons's clients read them. */
@ApplicationScoped
class PredictAnswers {

    private final AnswerBytes bytes;

    PredictAnswers(AnswerBytes bytes) {
        this.bytes = bytes;
    }

    Uni<Buffer> write(PredictOutput output, PredictInput input) {
        ResultFilter filter = OutputJson.filter(input, output);
        return bytes.write(OutputJson.numbers(output), out -> OutputJson.write(output, filter, out));
    }
}
