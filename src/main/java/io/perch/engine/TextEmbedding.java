package io.perch.engine;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.ModelConfig;
import io.perch.model.PoolingMode;
import io.perch.model.PredictOutput.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** TEXT_EMBEDDING on ONNX: one FLOAT32 tensor {@code sentence_embedding} per text, {@code [dim]} unless pooling is NONE. */
final class TextEmbedding implements TextFunction {

    static final String TENSOR = "sentence_embedding";

    private final TextTokenizer tokenizer;
    private final OnnxSession session;
    private final ModelConfig config;
    private final String output;

    private TextEmbedding(TextTokenizer tokenizer, OnnxSession session, ModelConfig config) {
        this.tokenizer = tokenizer;
        this.session = session;
        this.config = config;
        this.output = output(session.outputs(), config.pooling());
    }

    /** @param dir the unpacked package */
    static TextEmbedding open(Path dir, Path network, ModelConfig config) {
        TextTokenizer tokenizer = TextTokenizer.open(dir, config.modelMaxLength());
        try {
            return new TextEmbedding(tokenizer, OnnxSession.open(network), config);
        } catch (RuntimeException refused) {
            tokenizer.close();
            throw refused;
        }
    }

    /** Unpooled models export the pooled vector second, after the token vectors. */
    private static String output(List<String> outputs, PoolingMode pooling) {
        return outputs.get(pooling == PoolingMode.NONE && outputs.size() > 1 ? 1 : 0);
    }

    @Override
    public Tokens tokenize(String text) {
        return tokenizer.encode(text);
    }

    @Override
    public boolean batches() {
        return session.batches();
    }

    @Override
    public NetworkOutput run(List<Tokens> batch, TokenBuffers buffers) {
        return session.run(batch, buffers, output);
    }

    @Override
    public List<Tensor> answer(NetworkOutput out, int row, Tokens tokens) {
        long[] shape = out.rowShape();
        if (config.pooling() == PoolingMode.NONE || shape.length == 1) {
            return List.of(embedding(shape, out.row(row)));
        }
        if (shape.length != 2 || shape[0] != tokens.length()) {
            throw new PerchException(ErrorCode.INFERENCE_FAILED, "Output " + output + " has the shape " + Arrays.toString(shape)
                    + " for " + tokens.length() + " tokens: pooling wants one vector per token", null);
        }
        float[] pooled = Pooling.pool(config.pooling(), out.row(row), tokens.attentionMask());
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
        session.close();
        tokenizer.close();
    }
}
