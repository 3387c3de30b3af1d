package io.perch.engine.optimization;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.engine.fusion.FusedFile;
import io.perch.engine.network.Agreement;
import io.perch.engine.network.Network;
import io.perch.engine.network.TokenInput;
import io.perch.engine.onnx.OnnxNetwork;
import io.perch.engine.token.TextTokenizer;
import java.nio.file.Path;
import java.util.Set;
import org.jboss.logging.Logger;

/** Opens an ONNX network with its operators fused, if it then still answers what it did before. */
public final class FusedNetwork {

    private static final Logger LOG = Logger.getLogger(FusedNetwork.class);

    private FusedNetwork() {
    }

    /**
     * The plain network is closed before the fused one is opened: a deploy needs the memory of one.
     *
     * @param given what the function has to give to the network
     * @throws PerchException OPTIMIZATION_REFUSED with the reason or the cosine, and what {@link OnnxNetwork#open} throws
     */
    public static Network open(Path file, Set<TokenInput> given, TextTokenizer tokenizer) {
        Rehearsal plain = rehearsed(file, given, tokenizer);
        try (FusedFile fused = FusedFile.beside(file)) {
            OnnxNetwork network = opened(fused, given);
            try {
                Agreement agreement = plain.with(network);
                refuseUnlike(agreement);
                network.fused(fused.fusions(), agreement);
                LOG.infof("Fused %s: %s; lowest cosine to the plain network %s, largest difference %s", file.getFileName(),
                        fused.fusions(), agreement.lowestCosine(), agreement.largestDifference());
                return network;
            } catch (RuntimeException refused) {
                network.close();
                throw refused;
            }
        }
    }

    private static Rehearsal rehearsed(Path file, Set<TokenInput> given, TextTokenizer tokenizer) {
        try (Network plain = OnnxNetwork.open(file, given)) {
            return Rehearsal.of(plain, tokenizer);
        }
    }

    private static OnnxNetwork opened(FusedFile fused, Set<TokenInput> given) {
        try {
            return OnnxNetwork.open(fused.path(), given);
        } catch (PerchException refused) {
            throw refused("ONNX Runtime does not take the fused graph: " + refused.reason(), refused);
        }
    }

    static void refuseUnlike(Agreement agreement) {
        if (!agreement.isEnough()) {
            throw refused(agreement.shortfall(), null);
        }
    }

    private static PerchException refused(String reason, PerchException cause) {
        return new PerchException(ErrorCode.OPTIMIZATION_REFUSED, "graph_optimization: fused was refused: " + reason,
                "register the model without graph_optimization, or update it with \"none\"", cause);
    }
}
