package io.perch.engine.function;

import io.perch.engine.network.Network;
import io.perch.engine.network.TokenInput;
import io.perch.engine.token.TextTokenizer;
import java.util.Set;

/** Opens the network of a package, on whichever engine. */
public interface NetworkSource {

    /**
     * @param given     what the function has to give to the network
     * @param tokenizer for texts with which the network is tried before anybody else asks it
     */
    Network open(Set<TokenInput> given, TextTokenizer tokenizer);
}
