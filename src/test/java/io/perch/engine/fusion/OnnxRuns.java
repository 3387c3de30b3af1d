package io.perch.engine.fusion;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.perch.engine.libraries.NativeLibraries;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Runs an ONNX file on ONNX Runtime itself, without Perch's engine between. */
final class OnnxRuns {

    static {
        new NativeLibraries(Optional.empty()).prepare();
    }

    private OnnxRuns() {
    }

    /** The first output, row-major. Pads have a 0 in the mask. */
    static float[] run(Path model, long[][] ids, long[][] mask) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        long[][] types = new long[ids.length][ids[0].length];
        types[0][ids[0].length - 1] = 1;
        try (OrtSession session = environment.createSession(model.toString())) {
            Map<String, OnnxTensor> given = new HashMap<>(Map.of("input_ids", OnnxTensor.createTensor(environment, ids),
                    "attention_mask", OnnxTensor.createTensor(environment, mask),
                    "token_type_ids", OnnxTensor.createTensor(environment, types)));
            given.keySet().retainAll(session.getInputNames());
            String first = session.getOutputNames().iterator().next();
            try (OrtSession.Result result = session.run(given, Set.of(first))) {
                return ((OnnxTensor) result.get(0)).getFloatBuffer().array();
            }
        }
    }

    static long[][] ids(int batch, int n, int vocabulary) {
        Random random = new Random(n);
        return rows(batch, n, (row, column) -> random.nextInt(vocabulary));
    }

    /** Every row has one pad more at its end than the one before. */
    static long[][] mask(int batch, int n) {
        return rows(batch, n, (row, column) -> column < n - row ? 1 : 0);
    }

    private static long[][] rows(int batch, int n, Filler filler) {
        long[][] rows = new long[batch][n];
        for (int row = 0; row < batch; row++) {
            for (int column = 0; column < n; column++) {
                rows[row][column] = filler.at(row, column);
            }
        }
        return rows;
    }

    private interface Filler {
        long at(int row, int column);
    }
}
