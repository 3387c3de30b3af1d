package io.perch.engine.torch;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.engine.network.Agreement;
import io.perch.engine.network.Growth;
import io.perch.engine.network.Network;
import io.perch.engine.network.NetworkOutput;
import io.perch.engine.network.RunBuffers;
import io.perch.engine.network.TokenInput;
import io.perch.engine.network.Wanted;
import io.perch.engine.token.Tokens;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One TorchScript network in memory. Threads share the module and nothing else: what a run allocates is gone when it ends.
 * The first run, which nobody else must join, finds out what the network answers and whether it takes several texts at once.
 */
public final class TorchNetwork implements Network {

    private final PtNDManager manager;
    private final PtSymbolBlock module;
    private final TorchSignature takes;
    private final Growth growth = new Growth();
    private volatile Answers answers;
    private volatile Map<String, String> traits = Map.of();

    /** @param dict whether outputs are members of a dict, else they are named by position */
    private record Answers(List<String> names, boolean dict, boolean batches) {
    }

    private TorchNetwork(PtNDManager manager, PtSymbolBlock module, TorchSignature takes) {
        this.manager = manager;
        this.module = module;
        this.takes = takes;
    }

    /**
     * @param given what the function has to give to the network
     * @throws PerchException ENGINE_REFUSED_MODEL with libtorch's words, or ENGINE_MISSING
     */
    public static TorchNetwork open(Path file, Set<TokenInput> given) {
        PtNDManager manager = TorchRuntime.newManager();
        try {
            PtSymbolBlock module = JniUtils.loadModule(manager, file, true, new String[0], new String[0], false);
            JniUtils.enableInferenceMode(module);
            return new TorchNetwork(manager, module, TorchSignature.of(file, given));
        } catch (EngineException refused) {
            manager.close();
            throw new PerchException(ErrorCode.ENGINE_REFUSED_MODEL,
                    "libtorch refused " + file.getFileName() + ": " + TorchWords.of(refused),
                    "check that the file is a complete TorchScript model (torch.jit.save) which torch.jit.load itself opens",
                    refused);
        } catch (RuntimeException refused) {
            manager.close();
            throw refused;
        }
    }

    /** It is narrowed, and was held against the plain network. */
    public void narrowed(Agreement agreement) {
        Map<String, String> known = new LinkedHashMap<>();
        known.put("precision", "bf16");
        known.put("lowest_cosine", String.valueOf(agreement.lowestCosine()));
        traits = Collections.unmodifiableMap(known);
    }

    @Override
    public Map<String, String> traits() {
        return traits;
    }

    /** Known after the first run: those of a dict have names, others have places. */
    @Override
    public boolean namesOutputs() {
        return answers != null && answers.dict();
    }

    /** Known after the first run; a network that was traced for one text may fail on two, or mix them up. */
    @Override
    public boolean batches() {
        return answers != null && answers.batches();
    }

    @Override
    public List<NetworkOutput> run(List<Tokens> batch, Wanted wanted, RunBuffers buffers) {
        growth.ran(batch.size() * batch.getFirst().length(), System.nanoTime());
        if (answers == null) {
            answers = firstRun(batch.getFirst(), buffers);
        }
        return forward(batch, wanted, buffers, answers.names());
    }

    /** libtorch has freed what it worked in; the C library has kept it, until the engine trims its heap. */
    @Override
    public boolean tidy(RunBuffers buffers) {
        boolean due = growth.due(System.nanoTime());
        if (due) {
            growth.shrunk();
        }
        return due;
    }

    private Answers firstRun(Tokens sample, RunBuffers buffers) {
        try (PtNDManager run = newRun(); Given given = give(List.of(sample), buffers, run);
                IValue answer = module.forward(given.values());
                TorchOutputs outputs = new TorchOutputs(run, answer, null)) {
            if (outputs.names().isEmpty()) {
                throw new PerchException(ErrorCode.ENGINE_REFUSED_MODEL, "The network answers no tensor but " + answer.getType(),
                        "export it so that its forward returns tensors, or a dict of them");
            }
            boolean batches = CompanyCheck.holds(sample, texts -> forward(texts, Wanted.ALL, buffers, outputs.names()));
            return new Answers(List.copyOf(outputs.names()), answer.isMap(), batches);
        } catch (EngineException failure) {
            throw failed(failure);
        }
    }

    private List<NetworkOutput> forward(List<Tokens> batch, Wanted wanted, RunBuffers buffers, List<String> names) {
        try (PtNDManager run = newRun(); Given given = give(batch, buffers, run); IValue answer = module.forward(given.values());
                TorchOutputs outputs = new TorchOutputs(run, answer, names)) {
            return outputs.read(batch.size(), wanted, buffers);
        } catch (EngineException failure) {
            throw failed(failure);
        }
    }

    private PtNDManager newRun() {
        // per thread, and on by default: then each new length of text is profiled and compiled again, for nothing
        JniUtils.setGraphExecutorOptimize(false);
        return (PtNDManager) manager.newSubManager();
    }

    private static PerchException failed(EngineException failure) {
        return new PerchException(ErrorCode.INFERENCE_FAILED, "libtorch failed: " + TorchWords.of(failure), null, failure);
    }

    private Given give(List<Tokens> batch, RunBuffers buffers, PtNDManager run) {
        Shape shape = new Shape(batch.size(), batch.getFirst().length());
        Map<String, PtNDArray> arrays = new LinkedHashMap<>();
        for (TokenInput input : takes.inputs()) {
            arrays.put(input.inputName(), JniUtils.createNdFromByteBuffer(run, buffers.fillBytes(input, batch), shape,
                    DataType.INT64, SparseFormat.DENSE, Device.cpu()));
        }
        return new Given(takes.dict() ? new IValue[] {IValue.stringMapFrom(arrays)}
                : arrays.values().stream().map(IValue::from).toArray(IValue[]::new));
    }

    private record Given(IValue[] values) implements AutoCloseable {

        @Override
        public void close() {
            for (IValue value : values) {
                value.close();
            }
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
