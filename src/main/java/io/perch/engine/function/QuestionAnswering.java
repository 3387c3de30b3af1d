package io.perch.engine.function;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.engine.network.Network;
import io.perch.engine.network.NetworkOutput;
import io.perch.engine.network.Numbers;
import io.perch.engine.network.RunBuffers;
import io.perch.engine.network.Wanted;
import io.perch.engine.token.EncodeInput;
import io.perch.engine.token.Spans;
import io.perch.engine.token.TextTokenizer;
import io.perch.engine.token.Tokens;
import io.perch.model.PredictOutput.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * QUESTION_ANSWERING: the part of the context that answers the question, with its score. The network gives each token a logit
 * for being the answer's first and one for being its last, {@code [batch][n]} each.
 */
final class QuestionAnswering extends ContextFunction {

    /** Tokens that neighbouring windows share, as in the evaluation on SQuAD: an answer is not longer than that. */
    static final int OVERLAP = 128;

    private static final Tensor.Text NOTHING = new Tensor.Text(null, "", 0.0);

    QuestionAnswering(ContextReader contexts, Network network, Inputs inputs) {
        super(contexts, network, inputs);
    }

    @Override
    public Asked sample() {
        return new Asked(List.of(new EncodeInput("How is the weather?", "The weather is nice. It is sunny and warm.")));
    }

    @Override
    public List<NetworkOutput> run(List<Tokens> batch, Wanted wanted, RunBuffers buffers) {
        return network.run(batch, (name, position) -> position < 2 || name.equals("start_logits") || name.equals("end_logits"),
                buffers);
    }

    /** An empty text when the context has no tokens: control characters, say. */
    @Override
    public List<Tensor> answer(List<NetworkOutput> outputs, int row, Tokens tokens, Asked asked) {
        float[] starts = logits(outputs, "start_logits", 0, row, tokens);
        float[] ends = logits(outputs, "end_logits", 1, row, tokens);
        String context = asked.texts().getFirst().pair();
        return List.of(AnswerSpan.best(starts, ends, tokens.spans())
                .map(span -> text(span, tokens.spans(), context)).orElse(NOTHING));
    }

    /** Tokens of some tokenizers begin with the blank before their word. */
    private static Tensor.Text text(AnswerSpan span, Spans spans, String context) {
        String answer = context.substring(spans.starts()[span.first()], spans.ends()[span.last()]);
        return new Tensor.Text(null, TextTokenizer.wellFormed(answer.strip()), span.score());
    }

    private static float[] logits(List<NetworkOutput> outputs, String name, int position, int row, Tokens tokens) {
        if (outputs.size() < 2) {
            throw new PerchException(ErrorCode.INFERENCE_FAILED, "The network has one output only; question answering wants the"
                    + " logits of the answer's start and of its end", "export the model with its question-answering head");
        }
        NetworkOutput output = outputs.stream().filter(Objects::nonNull).filter(one -> one.name().equals(name)).findFirst()
                .orElseGet(() -> outputs.get(position));
        if (output.rowSize() != tokens.length()) {
            throw new PerchException(ErrorCode.INFERENCE_FAILED, "Output " + output.name() + " has the shape "
                    + Arrays.toString(output.rowShape()) + " for " + tokens.length() + " tokens; question answering wants one"
                    + " logit per token", "export the model with its question-answering head");
        }
        float[] logits = Numbers.floats(output, "logits").floats(row, new float[tokens.length()]);
        for (float logit : logits) {
            if (Float.isNaN(logit) || logit == Float.POSITIVE_INFINITY) {
                throw Numbers.none(logit);
            }
        }
        return logits;
    }

    /** The likeliest answer of all windows. */
    @Override
    public List<Tensor> join(EncodeInput text, List<Window> windows) {
        return List.of(windows.stream().map(window -> (Tensor.Text) window.tensors().getFirst())
                .max(Comparator.comparingDouble(Tensor.Text::score)).orElseThrow());
    }
}
