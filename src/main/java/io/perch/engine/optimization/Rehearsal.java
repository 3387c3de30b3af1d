package io.perch.engine.optimization;

import io.perch.base.PerchException;
import io.perch.engine.network.Agreement;
import io.perch.engine.network.Network;
import io.perch.engine.network.NetworkOutput;
import io.perch.engine.network.RunBuffers;
import io.perch.engine.network.Wanted;
import io.perch.engine.token.TextTokenizer;
import io.perch.engine.token.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What a network answers to a fixed sample of texts, kept so that another may be held against it after it is closed. */
final class Rehearsal {

    private static final String SENTENCE = "Perched on the wire, eleven sparrows (12.5 cm each) quarrel: naïve? 雀 \ud83d\udc26! ";

    private final List<List<Tokens>> samples;
    private final List<List<Answer>> answers;

    private Rehearsal(List<List<Tokens>> samples, List<List<Answer>> answers) {
        this.samples = samples;
        this.answers = answers;
    }

    static Rehearsal of(Network network, TextTokenizer tokenizer) {
        List<List<Tokens>> samples = samples(tokenizer, network.batches());
        return new Rehearsal(samples, samples.stream().map(sample -> answered(network, sample)).toList());
    }

    /**
     * Texts of no word to as many as the model reads, each alone; one whose second half is of the second type, as of a pair; one
     * with padding, which Perch itself never sends but the mask must keep apart; and two at once.
     */
    private static List<List<Tokens>> samples(TextTokenizer tokenizer, boolean batches) {
        List<Tokens> texts = List.of("", "a", SENTENCE, SENTENCE.repeat(4), SENTENCE.repeat(40)).stream()
                .map(tokenizer::encode).map(Rehearsal::inOneSentence).toList();
        List<List<Tokens>> samples = new ArrayList<>(texts.stream().map(List::of).toList());
        Tokens longer = texts.get(2);
        Tokens padded = padded(texts.get(1), longer.length());
        samples.add(List.of(secondHalfOfSecondType(longer)));
        samples.add(List.of(padded));
        if (batches && padded.length() == longer.length()) {
            samples.add(List.of(longer, padded));
        }
        return samples;
    }

    private static Tokens secondHalfOfSecondType(Tokens tokens) {
        long[] types = tokens.typeIds().clone();
        Arrays.fill(types, types.length / 2, types.length, 1);
        return inOneSentence(new Tokens(tokens.ids(), tokens.attentionMask(), types, tokens.truncated()));
    }

    private static Tokens padded(Tokens tokens, int atLeast) {
        int length = Math.max(atLeast, tokens.length());
        return inOneSentence(new Tokens(Arrays.copyOf(tokens.ids(), length), Arrays.copyOf(tokens.attentionMask(), length),
                Arrays.copyOf(tokens.typeIds(), length), tokens.truncated()));
    }

    /** For networks that judge sentences. */
    private static Tokens inOneSentence(Tokens tokens) {
        return new Tokens(tokens.ids(), tokens.attentionMask(), tokens.typeIds(), new long[tokens.length()], tokens.spans(),
                tokens.truncated());
    }

    /** One output of a run, copied. {@code width}: numbers per vector. */
    private record Answer(float[] numbers, int width) {

        static Answer of(NetworkOutput output) {
            return new Answer(output.copied(), (int) output.shape()[output.shape().length - 1]);
        }
    }

    /** Empty when the network cannot take this sample: some have one type, or fewer positions than their tokenizer allows. */
    private static List<Answer> answered(Network network, List<Tokens> sample) {
        try {
            return network.run(sample, Wanted.ALL, new RunBuffers()).stream().map(Answer::of).toList();
        } catch (PerchException failure) {
            return List.of();
        }
    }

    /** {@link Agreement#NONE} when neither answers anything, or the other fails where the first did not. */
    Agreement with(Network other) {
        return IntStream.range(0, samples.size()).filter(i -> !answers.get(i).isEmpty())
                .mapToObj(i -> agreement(answers.get(i), answered(other, samples.get(i))))
                .reduce(Agreement::and).orElse(Agreement.NONE);
    }

    private static Agreement agreement(List<Answer> ours, List<Answer> others) {
        return ours.size() != others.size() ? Agreement.NONE : IntStream.range(0, ours.size())
                .mapToObj(i -> Agreement.of(ours.get(i).numbers, others.get(i).numbers, ours.get(i).width))
                .reduce(Agreement::and).orElse(Agreement.NONE);
    }
}
