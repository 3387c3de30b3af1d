package io.perch.api;

import io.perch.model.PredictInput;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictOutput;
import io.perch.predict.json.OutputJson;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Writes predictions as ML Commons's clients read them. */
@ApplicationScoped
class PredictAnswers {

    /** Scores of pairs by local models come in both forms, always: ML Commons has no filter for them. */
    private static final ResultFilter BOTH_FORMS = new ResultFilter(true, true, List.of(), List.of());

    private final AnswerBytes bytes;

    PredictAnswers(AnswerBytes bytes) {
        this.bytes = bytes;
    }

    Uni<Buffer> write(PredictOutput output, PredictInput input) {
        ResultFilter filter = switch (input) {
            case PredictInput.TextDocs docs -> docs.filter();
            case PredictInput.Similarity pairs -> isRemote(output) ? ResultFilter.ALL : BOTH_FORMS;
            case PredictInput.Question question -> ResultFilter.ALL;
            case PredictInput.Remote remote -> ResultFilter.ALL;
            case PredictInput.Chat chat -> ResultFilter.ALL;
        };
        return bytes.write(AnswerBytes.numbers(output), out -> OutputJson.write(output, filter, out));
    }

    private static boolean isRemote(PredictOutput output) {
        return output.results().stream().anyMatch(result -> result.status() != null);
    }
}
