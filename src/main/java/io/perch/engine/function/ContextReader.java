package io.perch.engine.function;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.engine.token.EncodeInput;
import io.perch.engine.token.PairTokens;
import io.perch.engine.token.TextTokenizer;
import io.perch.engine.token.Tokens;
import java.util.List;

/** Cuts a question's context into windows that a network can read, each of them with the whole question. */
final class ContextReader implements AutoCloseable {

    private final TextTokenizer tokenizer;
    private final int overlap;
    private final int mostWindows;

    /**
     * @param tokenizer   {@link TextTokenizer#forContexts}
     * @param overlap     tokens of the context that two neighbours share, so that nothing is torn apart in both
     * @param mostWindows of one context; what lies beyond is not read, and the answer says so
     */
    ContextReader(TextTokenizer tokenizer, int overlap, int mostWindows) {
        this.tokenizer = tokenizer;
        this.overlap = overlap;
        this.mostWindows = mostWindows;
    }

    /** Throws INPUT_TOO_LARGE for a question that leaves no room for a context. */
    List<Tokens> windows(EncodeInput input) {
        PairTokens whole = tokenizer.whole(input);
        if (whole.frame() >= tokenizer.limit()) {
            throw new PerchException(ErrorCode.INPUT_TOO_LARGE, "The question takes " + whole.frame()
                    + " tokens, special ones included; the model reads " + tokenizer.limit() + ", the context among them",
                    "ask a shorter question");
        }
        return whole.windows(tokenizer.limit(), overlap, mostWindows);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
