package io.perch.engine.torch;

import io.perch.base.PerchException;
import io.perch.engine.network.Agreement;
import io.perch.engine.network.NetworkOutput;
import io.perch.engine.token.Tokens;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Whether a network answers a text the same beside another as alone. A batch axis that was fixed at export shows here. */
final class CompanyCheck {

    private CompanyCheck() {
    }

    /** @param run a batch of texts of one length to their outputs, all of them */
    static boolean holds(Tokens sample, Function<List<Tokens>, List<NetworkOutput>> run) {
        Tokens other = reversed(sample);
        try {
            return alike(numbers(run.apply(List.of(sample))), numbers(run.apply(List.of(other))),
                    numbers(run.apply(List.of(sample, other))));
        } catch (PerchException cannot) {
            return false;
        }
    }

    /** Another text of the same length whose every token the network knows. */
    private static Tokens reversed(Tokens tokens) {
        long[] ids = tokens.ids().clone();
        for (int i = 0; i < ids.length; i++) {
            ids[i] = tokens.ids()[ids.length - 1 - i];
        }
        return new Tokens(ids, tokens.attentionMask(), tokens.typeIds(), tokens.sentenceIds(), tokens.spans(),
                tokens.truncated());
    }

    /** Copies: the next run may write into the same memory. */
    private static List<float[]> numbers(List<NetworkOutput> outputs) {
        return outputs.stream().map(NetworkOutput::copied).toList();
    }

    private static boolean alike(List<float[]> one, List<float[]> other, List<float[]> together) {
        return IntStream.range(0, together.size()).allMatch(output -> {
            float[] alone = joined(one.get(output), other.get(output));
            return Agreement.of(alone, together.get(output), one.get(output).length).isEnough();
        });
    }

    private static float[] joined(float[] one, float[] other) {
        float[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
