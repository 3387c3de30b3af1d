package io.perch.engine;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.ModelConfig;
import io.perch.model.PredictInput;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictInput.SparseFormat;
import io.perch.model.PredictInput.TextDocs;
import io.perch.model.PredictOutput.Tensor;
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

    /** Whoever builds an index by the registered dimension must be able to rely on it. Throws ENGINE_REFUSED_MODEL. */
    void verify(List<Tensor> sample) {
        Integer registered = config.embeddingDimension();
        for (Tensor tensor : sample) {
            if (registered != null && tensor instanceof Tensor.Floats(String name, long[] shape, float[] data)
                    && name.equals(SentenceVector.TENSOR) && shape.length > 0 && shape[shape.length - 1] != registered) {
                throw new PerchException(ErrorCode.ENGINE_REFUSED_MODEL, "The model is registered with embedding_dimension "
                        + registered + ", but its network answers vectors of " + shape[shape.length - 1] + " numbers",
                        "register it with the dimension of its network");
            }
        }
    }

    List<Tokens> tokenize(EncodeInput text) {
        return List.of(tokenizer.encode(text.text()));
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
