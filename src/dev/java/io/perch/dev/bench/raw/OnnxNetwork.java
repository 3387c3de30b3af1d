package io.perch.dev.bench.raw;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * ONNX Runtime with the options of {@code io.perch.engine.onnx.OnnxNetwork}: written again, so that the yardstick has no part of
 * Perch in it.
 */
final class OnnxNetwork implements RawNetwork {

    private final OrtEnvironment environment;
    private final OrtSession session;

    private OnnxNetwork(OrtEnvironment environment, OrtSession session) {
        this.environment = environment;
        this.session = session;
    }

    static OnnxNetwork open(byte[] model) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        try (OrtSession.SessionOptions options = options()) {
            return new OnnxNetwork(environment, environment.createSession(model, options));
        } catch (OrtException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        options.setCPUArenaAllocator(true);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.addConfigEntry("session.inter_op.allow_spinning", "0");
        return options;
    }

    @Override
    public RawBatch batch(List<long[]> texts) {
        long[] shape = {texts.size(), texts.getFirst().length};
        Map<String, LongBuffer> buffers = new HashMap<>();
        for (String input : session.getInputNames()) {
            buffers.put(input, RawInputs.filled(input, texts).asLongBuffer());
        }
        return () -> run(buffers, shape);
    }

    private void run(Map<String, LongBuffer> buffers, long[] shape) {
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            for (Map.Entry<String, LongBuffer> input : buffers.entrySet()) {
                tensors.put(input.getKey(), OnnxTensor.createTensor(environment, input.getValue(), shape));
            }
            session.run(tensors).close();
        } catch (OrtException failure) {
            throw new IllegalStateException(failure);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
