package io.perch.engine;

import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictInput.SparseFormat;
import java.util.List;

/** What one request wants of its model: an answer to each text, and how the answers are to look. */
record Asked(List<EncodeInput> texts, ResultFilter filter, SparseFormat keys) {

    Asked(List<EncodeInput> texts) {
        this(texts, ResultFilter.ALL, SparseFormat.WORD);
    }
}
