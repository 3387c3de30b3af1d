package io.perch.engine;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.engine.function.Functions;
import io.perch.engine.function.Inputs;
import io.perch.engine.function.NetworkSource;
import io.perch.engine.function.TextFunction;
import io.perch.engine.network.Network;
import io.perch.engine.network.TokenInput;
import io.perch.engine.onnx.OnnxNetwork;
import io.perch.engine.optimization.FusedNetwork;
import io.perch.engine.optimization.NarrowedFunction;
import io.perch.engine.optimization.NarrowedNetwork;
import io.perch.engine.token.TextTokenizer;
import io.perch.engine.torch.TorchNetwork;
import io.perch.model.FunctionName;
import io.perch.model.ModelConfig;
import io.perch.model.ModelFormat;
import java.nio.file.Path;
import java.util.Set;

/**
 * Puts a function on its network: the one place that knows both engines, and what a model's owner may want made of them.
 *
 * @param dir the unpacked package
 */
record Assembly(ModelFormat format, ModelConfig config, Path dir, Inputs inputs) {

    /**
     * @throws PerchException PACKAGE_INCOMPLETE, PACKAGE_AMBIGUOUS, ENGINE_REFUSED_MODEL, ENGINE_MISSING, OPTIMIZATION_REFUSED or
     *                        FUNCTION_NOT_SERVED
     */
    TextFunction open(FunctionName function) {
        refuseFusingOthers();
        if (!config.narrows()) {
            return on(this::network, function);
        }
        if (format != ModelFormat.TORCH_SCRIPT || function == FunctionName.SPARSE_TOKENIZE) {
            throw NarrowedNetwork.refused("the model is no TorchScript network");
        }
        return NarrowedFunction.open(() -> on(this::network, function), () -> on(this::narrowed, function));
    }

    /** A register refuses it too, but not an update, nor the config.json of a pretrained model. */
    private void refuseFusingOthers() {
        if (config.fusesGraph() && format != ModelFormat.ONNX) {
            throw new PerchException(ErrorCode.OPTIMIZATION_REFUSED, "graph_optimization: fused was refused: the model is no ONNX"
                    + " network", "update the model with \"graph_optimization\": \"none\"");
        }
    }

    private TextFunction on(NetworkSource networks, FunctionName function) {
        return new Functions(format, config, dir, inputs, networks).open(function);
    }

    private Network network(Set<TokenInput> given, TextTokenizer tokenizer) {
        Path file = ModelFiles.network(dir, format);
        return switch (format) {
            case ONNX -> config.fusesGraph() ? FusedNetwork.open(file, given, tokenizer)
                    : OnnxNetwork.open(file, given, config.batchesAnyway());
            case TORCH_SCRIPT -> TorchNetwork.open(file, given);
        };
    }

    private Network narrowed(Set<TokenInput> given, TextTokenizer tokenizer) {
        return NarrowedNetwork.open(ModelFiles.network(dir, format), given);
    }
}
