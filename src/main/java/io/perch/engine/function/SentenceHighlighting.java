package io.perch.engine.function;

import io.perch.engine.network.Network;
import io.perch.engine.network.NetworkOutput;
import io.perch.engine.network.Numbers;
import io.perch.engine.network.RunBuffers;
import io.perch.engine.network.Wanted;
import io.perch.engine.sentence.Sentence;
import io.perch.engine.sentence.Sentences;
import io.perch.engine.token.EncodeInput;
import io.perch.engine.token.TextTokenizer;
import io.perch.engine.token.Tokens;
import io.perch.model.PredictOutput.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * QUESTION_ANSWERING with {@code model_type} sentence_highlighting: the sentences of the context that matter for the question.
 * The network is told which sentence each token belongs to, and answers the numbers of those that matter.
 */
final class SentenceHighlighting extends ContextFunction {

    static final String TENSOR = "highlights";

    /** What the network is given for tokens of no sentence: the question's and special ones. */
    private static final long NO_SENTENCE = -100;

    SentenceHighlighting(ContextReader contexts, Network network, Inputs inputs) {
        super(contexts, network, inputs);
    }

    @Override
    public Asked sample() {
        return new Asked(List.of(new EncodeInput("How is the weather?",
                "The weather is nice. It is sunny. It is warm. The birds sing.")));
    }

    @Override
    public List<Tokens> tokenize(EncodeInput text) {
        List<Sentence> sentences = Sentences.of(text.pair());
        return super.tokenize(text).stream().map(window -> withSentences(window, sentences)).toList();
    }

    private static Tokens withSentences(Tokens window, List<Sentence> sentences) {
        long[] ids = new long[window.length()];
        Arrays.fill(ids, NO_SENTENCE);
        int sentence = 0;
        for (int token = 0; token < ids.length; token++) {
            if (window.spans().has(token) && !sentences.isEmpty()) {
                // by its last character: tokens of some tokenizers begin with the blank before their word
                while (sentence + 1 < sentences.size() && sentences.get(sentence + 1).start() < window.spans().ends()[token]) {
                    sentence++;
                }
                ids[token] = sentence;
            }
        }
        return new Tokens(window.ids(), window.attentionMask(), window.typeIds(), ids, window.spans(), window.truncated());
    }

    /** How many numbers a network answers depends on the text, so that texts cannot share a run. */
    @Override
    public boolean batches() {
        return false;
    }

    @Override
    public List<NetworkOutput> run(List<Tokens> batch, Wanted wanted, RunBuffers buffers) {
        return network.run(batch, (name, position) -> position == 0, buffers);
    }

    @Override
    public List<Tensor> answer(List<NetworkOutput> outputs, int row, Tokens tokens, Asked asked) {
        return List.of(Numbers.longs(outputs.getFirst(), "numbers of sentences").row(row));
    }

    @Override
    public List<Tensor> join(EncodeInput text, List<Window> windows) {
        List<Sentence> sentences = Sentences.of(text.pair());
        List<Object> highlights = new ArrayList<>();
        windows.stream().flatMapToLong(window -> LongStream.of(((Tensor.Longs) window.tensors().getFirst()).data()))
                .filter(position -> position >= 0 && position < sentences.size()).sorted().distinct()
                .forEach(position -> highlights.add(highlight(text.pair(), sentences.get((int) position), position)));
        return List.of(new Tensor.Tree(TENSOR, Map.of("highlights", highlights)));
    }

    /** Numbers are doubles there, as in ML Commons, whose clients may have learnt to read {@code 0.0}. */
    private static Map<String, Object> highlight(String context, Sentence sentence, long position) {
        Map<String, Object> highlight = new LinkedHashMap<>();
        highlight.put("text", TextTokenizer.wellFormed(context.substring(sentence.start(), sentence.end())));
        highlight.put("position", (double) position);
        highlight.put("start", (double) sentence.start());
        highlight.put("end", (double) sentence.end());
        return highlight;
    }
}
