package io.perch.engine;

import io.perch.model.ModelConfig;
import io.perch.model.PredictInput;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictInput.SparseFormat;
import io.perch.model.PredictInput.TextDocs;
import java.util.List;

/** The way into an embedding model, the same for every format: texts with their prefix, cut into tokens. */
record EmbeddingTexts(TextTokenizer tokenizer, ModelConfig config, Inputs inputs) implements AutoCloseable {

    /** Throws INPUT_INVALID or INPUT_TOO_LARGE. */
    Asked read(PredictInput input) {
        TextDocs docs = inputs.texts(input);
        List<EncodeInput> texts = Inputs.prefixed(docs, config).stream().map(EncodeInput::new).toList();
        return new Asked(texts, docs.filter() == null ? ResultFilter.ALL : docs.filter(), SparseFormat.WORD);
    }

    Asked sample() {
        return new Asked(List.of(new EncodeInput("warm up sentence")));
    }

    List<Tokens> tokenize(EncodeInput text) {
        return List.of(tokenizer.encode(text.text()));
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
