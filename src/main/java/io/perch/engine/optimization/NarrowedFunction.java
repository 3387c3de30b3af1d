package io.perch.engine.optimization;

import io.perch.base.PerchException;
import io.perch.engine.function.TextFunction;
import io.perch.engine.network.Agreement;
import io.perch.engine.torch.TorchNetwork;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Opens a function whose network multiplies in bfloat16, if it then still answers what it did before. */
public final class NarrowedFunction {

    private static final Logger LOG = Logger.getLogger(NarrowedFunction.class);

    private NarrowedFunction() {
    }

    /**
     * The plain one is closed before the other is opened: a deploy needs the memory of one.
     *
     * @throws PerchException OPTIMIZATION_REFUSED with the reason or the cosine, and what the two throw
     */
    public static TextFunction open(Supplier<TextFunction> plain, Supplier<TextFunction> narrowed) {
        if (!Bfloat16Processor.here()) {
            throw NarrowedNetwork.refused(
                    "this machine's processor does not multiply bfloat16 (avx512_bf16 or amx_bf16, bf16 on ARM)");
        }
        AnswerSample expected = sampled(plain);
        TextFunction function = narrowed.get();
        try {
            Agreement agreement = expected.with(AnswerSample.of(function));
            if (!agreement.isEnough()) {
                throw NarrowedNetwork.refused(agreement.shortfall());
            }
            if (function.network().orElse(null) instanceof TorchNetwork network) {
                network.narrowed(agreement);
            }
            LOG.infof("Narrowed to bfloat16; lowest cosine to the plain network %s, largest difference %s",
                    agreement.lowestCosine(), agreement.largestDifference());
            return function;
        } catch (RuntimeException refused) {
            function.close();
            throw refused;
        }
    }

    private static AnswerSample sampled(Supplier<TextFunction> plain) {
        try (TextFunction function = plain.get()) {
            return AnswerSample.of(function);
        }
    }
}
