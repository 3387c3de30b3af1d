package io.perch.dev.bench.raw;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import io.perch.dev.models.TorchScriptMiniLm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * libtorch through DJL's JNI, one thread, with the settings of {@code io.perch.engine.torch.TorchNetwork}: written again, so that
 * the yardstick has no part of Perch in it. Gives what {@link TorchScriptMiniLm#SENTENCE_TRANSFORMERS} takes, a dict.
 */
final class TorchNetwork implements RawNetwork {

    private final PtNDManager manager;
    private final PtSymbolBlock module;

    private TorchNetwork(PtNDManager manager, PtSymbolBlock module) {
        this.manager = manager;
        this.module = module;
    }

    static TorchNetwork open(byte[] model) {
        System.setProperty("PYTORCH_LIBRARY_PATH", TorchLibraries.folder().toString());
        System.setProperty("PYTORCH_FLAVOR", "cpu");
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        PtNDManager manager = (PtNDManager) Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
        try {
            PtSymbolBlock module = JniUtils.loadModule(manager, new ByteArrayInputStream(model), true, false);
            JniUtils.enableInferenceMode(module);
            return new TorchNetwork(manager, module);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public RawBatch batch(List<long[]> texts) {
        Shape shape = new Shape(texts.size(), texts.getFirst().length);
        Map<String, ByteBuffer> buffers = Map.of("input_ids", RawInputs.filled("input_ids", texts),
                "attention_mask", RawInputs.filled("attention_mask", texts));
        return () -> run(buffers, shape);
    }

    private void run(Map<String, ByteBuffer> buffers, Shape shape) {
        JniUtils.setGraphExecutorOptimize(false);
        try (PtNDManager run = (PtNDManager) manager.newSubManager()) {
            Map<String, PtNDArray> arrays = new LinkedHashMap<>();
            buffers.forEach((name, values) -> arrays.put(name, JniUtils.createNdFromByteBuffer(run, values, shape,
                    DataType.INT64, SparseFormat.DENSE, Device.cpu())));
            try (IValue given = IValue.stringMapFrom(arrays)) {
                module.forward(given).close();
            }
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
