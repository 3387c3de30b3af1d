package io.perch.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.engine.network.NetworkOutput;
import io.perch.engine.token.Tokens;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CompanyCheckTest {

    private static final Tokens SAMPLE = new Tokens(new long[] {1, 3, 2}, new long[] {1, 1, 1}, new long[3], false);

    @Test
    void holdsWhereEachTextIsAnsweredByItself() {
        assertThat(holds(3, CompanyCheckTest::ids)).isTrue();
    }

    @Test
    void failsWhereTheFirstTextAnswersForAll() {
        assertThat(holds(3, texts -> joined(texts.getFirst(), texts.size()))).isFalse();
    }

    /** Of one number the angle says nothing but its sign: both texts' numbers are one vector. */
    @Test
    void tellsTextsApartThatAreAnsweredWithOneNumber() {
        assertThat(holds(1, CompanyCheckTest::firstIds)).isTrue();
        assertThat(holds(1, texts -> firstIds(texts.reversed()))).isFalse();
    }

    @Test
    void failsWhereANumberIsNone() {
        assertThat(holds(3, texts -> with(Float.NaN, ids(texts)))).isFalse();
    }

    /** As a network answers that masks logits: minus infinity means never. */
    @Test
    void holdsWhereTheSameNumberIsInfinite() {
        assertThat(holds(3, texts -> with(Float.NEGATIVE_INFINITY, ids(texts)))).isTrue();
    }

    @Test
    void failsWhereTheNetworkCannotTakeTwo() {
        assertThat(holds(3, texts -> {
            if (texts.size() > 1) {
                throw new PerchException(ErrorCode.INFERENCE_FAILED, "one at a time", null);
            }
            return ids(texts);
        })).isFalse();
    }

    private static boolean holds(int width, Function<List<Tokens>, float[]> network) {
        return CompanyCheck.holds(SAMPLE, texts -> List.of(new NetworkOutput.Floats("output",
                new long[] {texts.size(), width}, FloatBuffer.wrap(network.apply(texts)))));
    }

    private static float[] ids(List<Tokens> texts) {
        float[] ids = new float[3 * texts.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = texts.get(i / 3).ids()[i % 3];
        }
        return ids;
    }

    private static float[] joined(Tokens text, int times) {
        return ids(Collections.nCopies(times, text));
    }

    private static float[] firstIds(List<Tokens> texts) {
        float[] first = new float[texts.size()];
        for (int i = 0; i < first.length; i++) {
            first[i] = texts.get(i).ids()[0];
        }
        return first;
    }

    /** In the middle of each text's three. */
    private static float[] with(float number, float[] numbers) {
        for (int i = 1; i < numbers.length; i += 3) {
            numbers[i] = number;
        }
        return numbers;
    }
}
