package io.perch.engine;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.ModelConfig;
import io.perch.model.Overflow;
import io.perch.model.PoolingMode;
import io.perch.model.PredictInput;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictInput.SparseFormat;
import io.perch.model.PredictInput.TextDocs;
import io.perch.model.PredictOutput.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** TEXT_EMBEDDING on ONNX: one FLOAT32 tensor {@code sentence_embedding} per text, {@code [dim]} unless pooling is NONE. */
final class TextEmbedding implements TextFunction {

    static final String TENSOR = "sentence_embedding";

    private final TextTokenizer tokenizer;
    private final Network network;
    private final ModelConfig config;
    private final Inputs inputs;
    private final Overflow byDefault;

    TextEmbedding(TextTokenizer tokenizer, Network network, ModelConfig config, Inputs inputs) {
        this.tokenizer = tokenizer;
        this.network = network;
        this.config = config;
        this.inputs = inputs;
        this.byDefault = config.overflow();
    }

    @Override
    public Asked read(PredictInput input) {
        TextDocs docs = inputs.texts(input);
        Overflow overflow = overflow(docs);
        List<EncodeInput> texts = Inputs.prefixed(docs, config).stream()
                .map(text -> new EncodeInput(text, null, overflow)).toList();
        return new Asked(texts, docs.filter() == null ? ResultFilter.ALL : docs.filter(), SparseFormat.WORD);
    }

    private Overflow overflow(TextDocs docs) {
        Overflow overflow = docs.overflow() == null ? byDefault : docs.overflow();
        if (overflow == Overflow.CHUNK_MEAN && unpooled()) {
            throw new PerchException(ErrorCode.INPUT_INVALID, "on_overflow chunk_mean averages vectors, and a model with the"
                    + " pooling_mode none answers others", "ask for truncate or fail").about(Overflow.MEMBER);
        }
        return overflow;
    }

    @Override
    public Asked sample() {
        return new Asked(List.of(new EncodeInput("warm up sentence")));
    }

    @Override
    public List<Tokens> tokenize(EncodeInput text) {
        return switch (text.overflow()) {
            case TRUNCATE -> List.of(tokenizer.encode(text.text()));
            case FAIL -> List.of(whole(text.text()));
            case CHUNK_MEAN -> tokenizer.windows(text.text(), inputs.maxWindows());
        };
    }

    private Tokens whole(String text) {
        Tokens tokens = tokenizer.encode(text);
        if (tokens.truncated()) {
            throw new PerchException(ErrorCode.TEXT_TOO_LONG, tokenizer.length(text) + " tokens, and the model reads "
                    + tokens.length(), "shorten or split the text, or let on_overflow be truncate or chunk_mean");
        }
        return tokens;
    }

    /** The average of the windows' embeddings, each weighted by its tokens. Other tensors have no average. */
    @Override
    public List<Tensor> join(EncodeInput text, List<Window> windows) {
        if (windows.size() == 1) {
            return windows.getFirst().tensors();
        }
        List<Tensor> joined = new ArrayList<>();
        for (int position = 0; position < windows.getFirst().tensors().size(); position++) {
            Tensor first = windows.getFirst().tensors().get(position);
            joined.add(first instanceof Tensor.Floats floats && floats.name().equals(TENSOR)
                    ? embedding(floats.shape(), WindowMean.of(windows, position)) : null);
        }
        return joined;
    }

    @Override
    public boolean batches() {
        return network.batches();
    }

    /** Unpooled models export the pooled vector second, after the token vectors. */
    @Override
    public List<NetworkOutput> run(List<Tokens> batch, Wanted wanted, RunBuffers buffers) {
        return network.run(batch, (name, position) -> position == 0 || position == 1 && unpooled(), buffers);
    }

    private boolean unpooled() {
        return config.pooling() == PoolingMode.NONE;
    }

    @Override
    public List<Tensor> answer(List<NetworkOutput> outputs, int row, Tokens tokens, Asked asked) {
        NetworkOutput output = outputs.get(unpooled() && outputs.size() > 1 ? 1 : 0);
        if (!(output instanceof NetworkOutput.Floats floats)) {
            throw new PerchException(ErrorCode.INFERENCE_FAILED, "Output " + output.name() + " holds integers, not vectors",
                    "export the network so that its first output is the token vectors or the embedding");
        }
        long[] shape = output.rowShape();
        if (unpooled() || shape.length == 1) {
            return List.of(embedding(shape, floats.floats(row, new float[output.rowSize()])));
        }
        if (shape.length != 2 || shape[0] != tokens.length()) {
            throw new PerchException(ErrorCode.INFERENCE_FAILED, "Output " + output.name() + " has the shape "
                    + Arrays.toString(shape) + " for " + tokens.length() + " tokens: pooling wants one vector per token", null);
        }
        float[] pooled = Pooling.pool(config.pooling(), floats.floats(row, new float[output.rowSize()]), tokens.attentionMask());
        return List.of(embedding(new long[] {pooled.length}, pooled));
    }

    private Tensor embedding(long[] shape, float[] numbers) {
        refuseNonNumbers(numbers);
        boolean hasVectors = shape.length > 0 && numbers.length > 0;
        float[] data = config.normalizes() && hasVectors ? Pooling.normalize(numbers, (int) shape[shape.length - 1]) : numbers;
        return new Tensor.Floats(TENSOR, shape, data);
    }

    private static void refuseNonNumbers(float[] numbers) {
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                throw new PerchException(ErrorCode.INFERENCE_FAILED, "The network answered " + number,
                        "its weights are damaged, or overflow in half precision: export it again in float32");
            }
        }
    }

    @Override
    public void close() {
        network.close();
        tokenizer.close();
    }
}
