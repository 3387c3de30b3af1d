package io.perch.engine.network;

import io.perch.engine.token.Tokens;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** An input of a text network that Perch can fill, int64 {@code [batch][n]}. */
public enum TokenInput {
    INPUT_IDS("input_ids", Tokens::ids),
    ATTENTION_MASK("attention_mask", Tokens::attentionMask),
    TOKEN_TYPE_IDS("token_type_ids", Tokens::typeIds),
    SENTENCE_IDS("sentence_ids", Tokens::sentenceIds);

    /** What any text has to give. */
    public static final Set<TokenInput> OF_TEXTS = EnumSet.of(INPUT_IDS, ATTENTION_MASK, TOKEN_TYPE_IDS);

    /** What a context has to give whose sentences are known. */
    public static final Set<TokenInput> OF_SENTENCES = EnumSet.allOf(TokenInput.class);

    private final String inputName;
    private final Function<Tokens, long[]> values;

    TokenInput(String inputName, Function<Tokens, long[]> values) {
        this.inputName = inputName;
        this.values = values;
    }

    public String inputName() {
        return inputName;
    }

    long[] of(Tokens tokens) {
        return values.apply(tokens);
    }

    public static Optional<TokenInput> named(String name) {
        for (TokenInput input : values()) {
            if (input.inputName.equals(name)) {
                return Optional.of(input);
            }
        }
        return Optional.empty();
    }
}
