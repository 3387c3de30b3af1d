package io.perch.engine.torch;

import io.perch.base.PerchException;
import io.perch.engine.network.Cosine;
import io.perch.engine.network.NetworkOutput;
import io.perch.engine.token.Tokens;
import java.util.List;
import java.util.function.Function;

/** Whether a network answers a text the same beside another as alone. A batch axis that was fixed at export shows here. */
final class CompanyCheck {

    private static final double SAME = 0.9999;

    private CompanyCheck() {
    }

    /** @param run a batch of texts of one length to their outputs, all of them */
    static boolean holds(Tokens sample, Function<List<Tokens>, List<NetworkOutput>> run) {
        Tokens other = reversed(sample);
        try {
            List<List<float[]>> alone = List.of(rows(run.apply(List.of(sample)), 0), rows(run.apply(List.of(other)), 0));
            List<NetworkOutput> together = run.apply(List.of(sample, other));
            return same(alone.get(0), rows(together, 0)) && same(alone.get(1), rows(together, 1));
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

    private static List<float[]> rows(List<NetworkOutput> outputs, int row) {
        return outputs.stream().map(output -> numbers(output, row)).toList();
    }

    private static float[] numbers(NetworkOutput output, int row) {
        return switch (output) {
            case NetworkOutput.Floats floats -> floats.floats(row, new float[floats.rowSize()]);
            case NetworkOutput.Longs longs -> {
                float[] numbers = new float[longs.rowSize()];
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = longs.numbers().get(row * numbers.length + i);
                }
                yield numbers;
            }
        };
    }

    private static boolean same(List<float[]> alone, List<float[]> together) {
        for (int i = 0; i < alone.size(); i++) {
            if (alone.get(i).length != together.get(i).length || Cosine.of(alone.get(i), together.get(i)) < SAME) {
                return false;
            }
        }
        return true;
    }
}
