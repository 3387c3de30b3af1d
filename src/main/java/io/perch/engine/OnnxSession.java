package io.perch.engine;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One ONNX network in memory. Any number of threads may run it at once, each on the one core of its own thread.
 * Closing it while a run is in flight kills the process (onnxruntime #21812): {@link Batcher#drain} comes first.
 */
final class OnnxSession implements AutoCloseable {

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Set<TokenInput> inputs;
    private final List<String> outputs;
    private final boolean batches;

    private OnnxSession(OrtEnvironment environment, OrtSession session, Path file) throws OrtException {
        this.environment = environment;
        this.session = session;
        this.inputs = tokenInputs(session.getInputNames());
        this.outputs = List.copyOf(session.getOutputNames());
        this.batches = batchAxisIsFree(session.getInputInfo()) && !DynamicQuantization.in(file);
    }

    /** @throws PerchException ENGINE_REFUSED_MODEL with the engine's words, or ENGINE_MISSING */
    static OnnxSession open(Path file) {
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment(quiet());
            try (OrtSession.SessionOptions options = options()) {
                return checked(environment, environment.createSession(file.toString(), options), file);
            }
        } catch (LinkageError missing) {
            throw NativeLibraries.missing(NativeLibraries.ONNX, missing);
        } catch (OrtException refused) {
            throw new PerchException(ErrorCode.ENGINE_REFUSED_MODEL,
                    "ONNX Runtime refused " + file.getFileName() + ": " + refused.getMessage(),
                    "check that the file is a complete ONNX model which onnxruntime itself opens", refused);
        }
    }

    /** Its errors arrive as exceptions; what it writes to stderr besides would break JSON logs. */
    private static OrtLoggingLevel quiet() {
        return OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;
    }

    private static OnnxSession checked(OrtEnvironment environment, OrtSession session, Path file) throws OrtException {
        try {
            return new OnnxSession(environment, session, file);
        } catch (OrtException | RuntimeException refused) {
            session.close();
            throw refused;
        }
    }

    /** Parallelism comes from several workers on one session, which is cheaper per core than threads inside a run. */
    private static OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        options.setCPUArenaAllocator(true);
        options.setSessionLogLevel(quiet());
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.addConfigEntry("session.inter_op.allow_spinning", "0");
        return options;
    }

    /** ML Commons gives token_type_ids by model_type; what the network declares is the better witness. */
    private static Set<TokenInput> tokenInputs(Set<String> declared) {
        Set<TokenInput> known = EnumSet.noneOf(TokenInput.class);
        List<String> unknown = declared.stream().filter(name -> TokenInput.named(name).isEmpty()).toList();
        declared.forEach(name -> TokenInput.named(name).ifPresent(known::add));
        if (!unknown.isEmpty() || !known.containsAll(EnumSet.of(TokenInput.INPUT_IDS, TokenInput.ATTENTION_MASK))) {
            throw new PerchException(ErrorCode.ENGINE_REFUSED_MODEL, "The network's inputs are " + declared
                    + ", but a text model is given input_ids, attention_mask and, if it declares it, token_type_ids",
                    "export the model with exactly these inputs");
        }
        return known;
    }

    private static boolean batchAxisIsFree(Map<String, NodeInfo> inputs) {
        return inputs.values().stream().allMatch(
                input -> input.getInfo() instanceof TensorInfo tensor
                        && tensor.getShape().length > 0 && tensor.getShape()[0] == -1);
    }

    /**
     * Whether a text is answered the same in company as alone. Not so with dynamic int8, whose scale is taken over the whole
     * batch (cosine 0.991 to the text alone), nor with a batch axis fixed at export.
     */
    boolean batches() {
        return batches;
    }

    /** In the order the network declares them. */
    List<String> outputs() {
        return outputs;
    }

    /**
     * @param batch texts of one length
     * @throws PerchException INFERENCE_FAILED with the engine's words
     */
    NetworkOutput run(List<Tokens> batch, TokenBuffers buffers, String output) {
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            for (TokenInput input : inputs) {
                long[] shape = {batch.size(), batch.getFirst().length()};
                tensors.put(input.inputName(), OnnxTensor.createTensor(environment, buffers.fill(input, batch), shape));
            }
            try (OrtSession.Result result = session.run(tensors, Set.of(output))) {
                return read(result.get(0), output, batch.size());
            }
        } catch (OrtException failure) {
            throw new PerchException(ErrorCode.INFERENCE_FAILED, "ONNX Runtime failed: " + failure.getMessage(), null, failure);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    /** Leaves the engine's memory in one copy for the whole batch. */
    private static NetworkOutput read(OnnxValue value, String output, int batch) {
        float[] data = value instanceof OnnxTensor tensor ? floats(tensor) : null;
        if (data == null) {
            throw new PerchException(ErrorCode.INFERENCE_FAILED, "Output " + output + " holds no floating-point numbers", null);
        }
        long[] shape = ((OnnxTensor) value).getInfo().getShape();
        if (shape.length == 0 || shape[0] != batch) {
            throw new PerchException(ErrorCode.INFERENCE_FAILED, "Output " + output + " has the shape "
                    + Arrays.toString(shape) + " for a batch of " + batch, null);
        }
        return new NetworkOutput(shape, data);
    }

    /** From 16, 32 or 64 bits; {@code null} for other types. */
    private static float[] floats(OnnxTensor tensor) {
        FloatBuffer floats = tensor.getFloatBuffer();
        if (floats != null) {
            return floats.array();
        }
        DoubleBuffer doubles = tensor.getDoubleBuffer();
        return doubles == null ? null : narrowed(doubles);
    }

    private static float[] narrowed(DoubleBuffer doubles) {
        float[] narrow = new float[doubles.remaining()];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) doubles.get(i);
        }
        return narrow;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException failure) {
            throw new PerchException(ErrorCode.INTERNAL, "ONNX Runtime could not close a session", null, failure);
        }
    }
}
