package io.perch.dev.bench.cases;

import io.perch.dev.ModelPackage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * A model as it is measured, raw and served. A further one is one more entry of {@link #ALL}, and a further engine one more
 * {@link RawKind} with its network.
 *
 * @param format    as Perch registers it
 * @param pack      writes its package into a folder
 * @param raw       what runs it in-process
 * @param batched   whether the engine may run several texts at once. Not so when an int8 scale is taken over the whole
 *                  batch: Perch then runs each text alone, so that company does not change its answer
 */
public record Subject(String name, String format, Function<Path, ModelPackage> pack, RawKind raw, boolean batched) {

    /** Which engine is called without Perch. */
    public enum RawKind { ONNX }

    public static final Subject ONNX_FP32 =
            new Subject("ONNX fp32", "ONNX", ModelPackage::miniLm, RawKind.ONNX, true);
    public static final Subject ONNX_INT8 =
            new Subject("ONNX int8", "ONNX", ModelPackage::quantisedMiniLm, RawKind.ONNX, false);

    public static final List<Subject> ALL = List.of(ONNX_FP32, ONNX_INT8);

    @Override
    public String toString() {
        return name;
    }
}
