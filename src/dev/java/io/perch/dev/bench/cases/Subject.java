package io.perch.dev.bench.cases;

import io.perch.dev.StartFailed;
import io.perch.dev.models.ModelPackage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A model as it is measured, raw and served. A further one is one more entry of {@link #ALL}, and a further engine one more
 * {@link RawKind} with its network.
 *
 * @param format    as Perch registers it
 * @param pack      writes its package into a folder
 * @param raw       what runs it in-process
 * @param batched whether the engine may run several texts at once. Not so when an int8 scale is taken over the whole
 *                  batch: Perch then runs each text alone, so that company does not change its answer
 * @param options further members of the registration's {@code model_config}
 */
public record Subject(String name, String format, Function<Path, ModelPackage> pack, RawKind raw, boolean batched,
        String options) {

    /** Which engine is called without Perch. */
    public enum RawKind { ONNX, TORCH_SCRIPT }

    public static final Subject ONNX_FP32 =
            new Subject("ONNX fp32", "ONNX", ModelPackage::miniLm, RawKind.ONNX, true, "");
    public static final Subject ONNX_INT8 =
            new Subject("ONNX int8", "ONNX", ModelPackage::quantisedMiniLm, RawKind.ONNX, false, "");
    /** As its owner registers it who takes other last digits for twice the speed. */
    public static final Subject ONNX_INT8_BATCHED = new Subject("ONNX int8 batched", "ONNX", ModelPackage::quantisedMiniLm,
            RawKind.ONNX, true, ",\"dynamic_batching\":true");
    public static final Subject TORCH_SCRIPT = new Subject("TorchScript", "TORCH_SCRIPT", ModelPackage::torchScriptMiniLm,
            RawKind.TORCH_SCRIPT, true, "");

    public static final List<Subject> ALL = List.of(ONNX_FP32, ONNX_INT8, ONNX_INT8_BATCHED, TORCH_SCRIPT);

    /** Fails with {@link StartFailed} that lists the names there are. */
    public static Subject named(String name) {
        return ALL.stream().filter(subject -> subject.name.equals(name)).findFirst()
                .orElseThrow(() -> new StartFailed("'bench' measures no model '" + name + "', but "
                        + ALL.stream().map(Subject::name).collect(Collectors.joining("', '", "'", "'."))));
    }

    @Override
    public String toString() {
        return name;
    }
}
