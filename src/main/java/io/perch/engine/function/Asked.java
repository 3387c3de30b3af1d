package io.perch.engine.function;

import io.perch.engine.token.EncodeInput;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictInput.SparseFormat;
import java.util.List;

/** What one request wants of its model: an answer to each text, and how the answers are to look. */
public record Asked(List<EncodeInput> texts, ResultFilter filter, SparseFormat keys) {

    public Asked(List<EncodeInput> texts) {
        this(texts, ResultFilter.ALL, SparseFormat.WORD);
    }
}
