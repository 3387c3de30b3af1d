package io.perch.engine.optimization;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.engine.network.Network;
import io.perch.engine.network.TokenInput;
import io.perch.engine.torch.TorchNetwork;
import java.nio.file.Path;
import java.util.Set;

/** Opens a TorchScript network with linear layers that multiply in bfloat16. */
public final class NarrowedNetwork {

    private NarrowedNetwork() {
    }

    /**
     * @param given what the function has to give to the network
     * @throws PerchException OPTIMIZATION_REFUSED when it has no linear layer, and what {@link TorchNetwork#open} throws
     */
    public static Network open(Path file, Set<TokenInput> given) {
        try (Bfloat16File narrowed = Bfloat16File.of(file)) {
            return TorchNetwork.open(narrowed.path(), given);
        }
    }

    public static PerchException refused(String why) {
        return new PerchException(ErrorCode.OPTIMIZATION_REFUSED, "precision: bf16 was refused: " + why,
                "update the model with \"precision\": \"fp32\"");
    }
}
