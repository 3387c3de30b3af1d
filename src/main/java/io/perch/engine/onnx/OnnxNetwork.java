package io.perch.engine.onnx;

import static java.util.stream.Collectors.toSet;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.engine.fusion.Fusions;
import io.perch.engine.libraries.NativeLibraries;
import io.perch.engine.network.Agreement;
import io.perch.engine.network.Growth;
import io.perch.engine.network.Network;
import io.perch.engine.network.NetworkOutput;
import io.perch.engine.network.RunBuffers;
import io.perch.engine.network.TokenInput;
import io.perch.engine.network.Wanted;
import io.perch.engine.token.Tokens;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * One ONNX network in memory. Any number of threads may run it at once, each on the one core of its own thread.
 * Closing it while a run is in flight kills the process (onnxruntime #21812): the queue drains first.
 */
public final class OnnxNetwork implements Network {

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Set<TokenInput> inputs;
    private final List<OnnxOutput> outputs;
    private final boolean batches;
    /** Whether outputs come in the shape that they declare: then the engine can write into memory of ours. Known after a run. */
    private volatile Boolean asDeclared;
    private final Growth growth = new Growth();
    /** Of the first run: a short text that the network is known to take. */
    private volatile Tokens sample;
    private volatile Map<String, String> traits = Map.of();

    private OnnxNetwork(OrtEnvironment environment, OrtSession session, Set<TokenInput> given, boolean batches)
            throws OrtException {
        this.environment = environment;
        this.session = session;
        this.inputs = tokenInputs(session.getInputNames(), given);
        this.outputs = OnnxOutput.of(session.getOutputInfo().values());
        this.batches = batches && batchAxisIsFree(session.getInputInfo());
    }

    /**
     * @param given what the function has to give to the network
     * @throws PerchException ENGINE_REFUSED_MODEL with the engine's words, or ENGINE_MISSING
     */
    public static OnnxNetwork open(Path file, Set<TokenInput> given) {
        return open(file, given, false);
    }

    /** @param anyway a dynamically quantised network may batch, too: its owner takes the difference (see {@link #batches}) */
    public static OnnxNetwork open(Path file, Set<TokenInput> given, boolean anyway) {
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment(quiet());
            try (OrtSession.SessionOptions options = options()) {
                boolean batches = anyway || !DynamicQuantization.in(file);
                return checked(environment, environment.createSession(file.toString(), options), given, batches);
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

    private static OnnxNetwork checked(OrtEnvironment environment, OrtSession session, Set<TokenInput> given, boolean batches)
            throws OrtException {
        try {
            return new OnnxNetwork(environment, session, given, batches);
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
        // a plan per shape of input costs 20 MB of memory here, and makes nothing faster (docs/measurements.md)
        options.setMemoryPatternOptimization(false);
        options.setSessionLogLevel(quiet());
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.addConfigEntry("session.inter_op.allow_spinning", "0");
        return options;
    }

    /** ML Commons gives token_type_ids by model_type; what the network declares is the better witness. */
    private static Set<TokenInput> tokenInputs(Set<String> declared, Set<TokenInput> given) {
        Set<TokenInput> wanted = EnumSet.noneOf(TokenInput.class);
        given.stream().filter(input -> declared.contains(input.inputName())).forEach(wanted::add);
        boolean allGiven = wanted.size() == declared.size();
        if (!allGiven || !wanted.containsAll(EnumSet.of(TokenInput.INPUT_IDS, TokenInput.ATTENTION_MASK))) {
            throw new PerchException(ErrorCode.ENGINE_REFUSED_MODEL, "The network's inputs are " + declared + ", but it is given "
                    + given.stream().map(TokenInput::inputName).toList() + ", of which it must take the first two",
                    "export the model with these inputs");
        }
        return wanted;
    }

    private static boolean batchAxisIsFree(Map<String, NodeInfo> inputs) {
        return inputs.values().stream().allMatch(
                input -> input.getInfo() instanceof TensorInfo tensor
                        && tensor.getShape().length > 0 && tensor.getShape()[0] == -1);
    }

    /** Its graph was rewritten, and it was held against the plain network. */
    public void fused(Fusions fusions, Agreement agreement) {
        Map<String, String> known = new LinkedHashMap<>();
        known.put("graph_optimization", "fused");
        known.put("fused_attentions", String.valueOf(fusions.attentions()));
        known.put("fused_layer_norms", String.valueOf(fusions.skipLayerNorms()));
        known.put("fused_embeddings", String.valueOf(fusions.embeddings()));
        known.put("lowest_cosine", String.valueOf(agreement.lowestCosine()));
        traits = Collections.unmodifiableMap(known);
    }

    @Override
    public Map<String, String> traits() {
        return traits;
    }

    @Override
    public boolean batches() {
        return batches;
    }

    @Override
    public List<NetworkOutput> run(List<Tokens> batch, Wanted wanted, RunBuffers buffers) {
        sample = sample == null ? batch.getFirst() : sample;
        growth.ran(batch.size() * batch.getFirst().length(), System.nanoTime());
        return run(batch, wanted, buffers, null);
    }

    /** One small run, at the end of which the engine's arena frees every region that it does not use. */
    @Override
    public boolean tidy(RunBuffers buffers) {
        if (!growth.due(System.nanoTime())) {
            return false;
        }
        growth.shrunk();
        try (OrtSession.RunOptions shrinking = new OrtSession.RunOptions()) {
            shrinking.addRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
            run(List.of(sample), Wanted.ALL, buffers, shrinking);
            return true;
        } catch (OrtException failure) {
            throw new PerchException(ErrorCode.INTERNAL, "ONNX Runtime could not shrink its memory", null, failure);
        }
    }

    private List<NetworkOutput> run(List<Tokens> batch, Wanted wanted, RunBuffers buffers, OrtSession.RunOptions options) {
        List<OnnxOutput> asked = outputs.stream().filter(output -> wanted.output(output.name(), output.position())).toList();
        Map<String, OnnxTensor> given = new HashMap<>();
        Map<String, OnnxTensor> pinned = new HashMap<>();
        try {
            give(batch, buffers, given);
            NetworkOutput[] answers = new NetworkOutput[outputs.size()];
            if (Boolean.TRUE.equals(asDeclared)) {
                pin(asked, batch, buffers, pinned, answers);
            }
            Set<String> others = asked.stream().map(OnnxOutput::name).filter(name -> !pinned.containsKey(name)).collect(toSet());
            try (OrtSession.Result result = session.run(given, others, pinned, options)) {
                read(result, asked, batch, answers);
            }
            return Arrays.asList(answers);
        } catch (OrtException failure) {
            throw new PerchException(ErrorCode.INFERENCE_FAILED, "ONNX Runtime failed: " + failure.getMessage(), null, failure);
        } finally {
            given.values().forEach(OnnxTensor::close);
            pinned.values().forEach(OnnxTensor::close);
        }
    }

    private void give(List<Tokens> batch, RunBuffers buffers, Map<String, OnnxTensor> given) throws OrtException {
        long[] shape = {batch.size(), batch.getFirst().length()};
        for (TokenInput input : inputs) {
            given.put(input.inputName(), OnnxTensor.createTensor(environment, buffers.fill(input, batch), shape));
        }
    }

    /** Spares the copy out of the engine's memory: for token vectors that is half a megabyte a batch. */
    private void pin(List<OnnxOutput> asked, List<Tokens> batch, RunBuffers buffers, Map<String, OnnxTensor> pinned,
            NetworkOutput[] answers) throws OrtException {
        for (OnnxOutput output : asked) {
            long[] shape = output.expected(batch.size(), batch.getFirst().length());
            if (shape != null) {
                FloatBuffer numbers = buffers.output(output.position(), (int) LongStream.of(shape).reduce(1, (a, b) -> a * b));
                pinned.put(output.name(), OnnxTensor.createTensor(environment, numbers, shape));
                answers[output.position()] = new NetworkOutput.Floats(output.name(), shape, numbers);
            }
        }
    }

    private void read(OrtSession.Result result, List<OnnxOutput> asked, List<Tokens> batch, NetworkOutput[] answers)
            throws OrtException {
        boolean kept = true;
        for (OnnxOutput output : asked) {
            if (answers[output.position()] == null) {
                NetworkOutput answer = output.read(result.get(output.name()).orElseThrow(), batch.size());
                long[] expected = output.expected(batch.size(), batch.getFirst().length());
                kept &= expected == null || Arrays.equals(expected, answer.shape());
                answers[output.position()] = answer;
            }
        }
        if (asDeclared == null) {
            asDeclared = kept;
        }
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
