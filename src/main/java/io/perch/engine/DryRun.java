package io.perch.engine;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.engine.function.Asked;
import io.perch.engine.function.TextFunction;
import io.perch.engine.network.RunBuffers;
import io.perch.engine.network.Wanted;
import io.perch.engine.token.EncodeInput;
import io.perch.engine.token.Tokens;
import java.util.Comparator;
import java.util.List;
import org.jboss.logging.Logger;

/** What a model is asked while it is loaded, before anybody else asks: the first run is the slowest, and shows what it costs. */
final class DryRun {

    private static final Logger LOG = Logger.getLogger(DryRun.class);

    private final TextFunction function;
    private final RunBuffers buffers = new RunBuffers();

    DryRun(TextFunction function) {
        this.function = function;
    }

    /** The network's chance to refuse what Perch gives it. Throws ENGINE_REFUSED_MODEL. */
    void answerSample() {
        try {
            Asked sample = function.sample();
            sample.texts().forEach(text -> function.verify(function.alone(text, sample, buffers)));
        } catch (RuntimeException refused) {
            throw refused instanceof PerchException known ? unfit(known) : unfit(new PerchException(
                    ErrorCode.INFERENCE_FAILED, refused.toString(), null, refused));
        }
    }

    private static PerchException unfit(PerchException failure) {
        return failure.code() == ErrorCode.ENGINE_REFUSED_MODEL ? failure
                : new PerchException(ErrorCode.ENGINE_REFUSED_MODEL, "The warm-up text failed: " + failure.reason(),
                        failure.hint() == null ? "check the model with the engine itself on the same text" : failure.hint(),
                        failure);
    }

    /**
     * Runs a text of as many words as a batch has tokens, or of as many tokens as the model reads: what memory that takes is
     * what the model takes at work. A network that cannot is served all the same, for shorter texts.
     */
    void runLongest(String modelId, int words) {
        Tokens longest = function.tokenize(repeated(function.sample().texts().getFirst(), words)).stream()
                .max(Comparator.comparingInt(Tokens::length)).orElseThrow();
        try {
            function.run(List.of(longest), Wanted.ALL, buffers);
        } catch (RuntimeException refused) {
            LOG.warnf("Model %s fails on a text of %d tokens, which its tokenizer lets through; lower its model_max_length: %s",
                    modelId, longest.length(), refused.getMessage());
        }
    }

    private static EncodeInput repeated(EncodeInput text, int words) {
        return text.pair() == null ? new EncodeInput(repeated(text.text(), words))
                : new EncodeInput(text.text(), repeated(text.pair(), words));
    }

    private static String repeated(String text, int words) {
        return (text + " ").repeat(Math.ceilDiv(words, text.split(" ").length));
    }
}
