package io.perch.ingest.asking;

import io.perch.base.PerchException;
import io.perch.model.PredictInput;
import io.perch.model.PredictOutput;
import java.util.Objects;

/** What a model is asked for one document, and what came of it: in the end an answer or a failure. */
public final class Ask {

    private final PredictInput input;
    private PredictOutput answer;
    private PerchException failure;

    public Ask(PredictInput input) {
        this.input = input;
    }

    public PredictInput input() {
        return input;
    }

    /** {@code null} after a failure. */
    public PredictOutput answer() {
        return answer;
    }

    /** {@code null} after an answer. */
    public PerchException failure() {
        return failure;
    }

    void answered(PredictOutput with) {
        answer = with;
    }

    void failed(PerchException why) {
        failure = why;
    }

    /** Texts that can go along with those of others; 0 when nothing can. */
    int texts() {
        return input instanceof PredictInput.TextDocs texts && texts.docs().stream().allMatch(Objects::nonNull)
                ? texts.docs().size() : 0;
    }

    long characters() {
        return input instanceof PredictInput.TextDocs texts
                ? texts.docs().stream().filter(Objects::nonNull).mapToLong(String::length).sum() : 0;
    }
}
