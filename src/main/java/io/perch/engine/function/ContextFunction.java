package io.perch.engine.function;

import io.perch.engine.network.Network;
import io.perch.engine.token.EncodeInput;
import io.perch.engine.token.Tokens;
import io.perch.model.PredictInput;
import io.perch.model.PredictInput.Question;
import java.util.List;
import java.util.Optional;

/** QUESTION_ANSWERING as far as it is the same for every {@code model_type}: a question, and its context cut into windows. */
abstract sealed class ContextFunction implements TextFunction permits QuestionAnswering, SentenceHighlighting {

    final Network network;
    private final ContextReader contexts;
    private final Inputs inputs;

    ContextFunction(ContextReader contexts, Network network, Inputs inputs) {
        this.contexts = contexts;
        this.network = network;
        this.inputs = inputs;
    }

    @Override
    public final Asked read(PredictInput input) {
        Question question = inputs.question(input);
        return new Asked(List.of(new EncodeInput(question.question(), question.context())));
    }

    @Override
    public final Optional<Network> network() {
        return Optional.of(network);
    }

    @Override
    public List<Tokens> tokenize(EncodeInput text) {
        return contexts.windows(text);
    }

    @Override
    public final void close() {
        network.close();
        contexts.close();
    }
}
