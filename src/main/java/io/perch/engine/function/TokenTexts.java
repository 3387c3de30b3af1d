package io.perch.engine.function;

import java.util.Arrays;
import java.util.function.IntFunction;

/** The text of each token id, decoded once: a call into the library costs microseconds, and a sparse vector has hundreds. */
final class TokenTexts {

    private final IntFunction<String> decode;
    private volatile String[] known = new String[1 << 10];

    TokenTexts(IntFunction<String> decode) {
        this.decode = decode;
    }

    /** Empty for special tokens and for ids that are none. */
    String of(int id) {
        String[] texts = known;
        String text = id < texts.length ? texts[id] : null;
        return text == null ? remember(id, decode.apply(id)) : text;
    }

    private synchronized String remember(int id, String text) {
        if (id >= known.length) {
            known = Arrays.copyOf(known, Math.max(id + 1, 2 * known.length));
        }
        known[id] = text;
        return text;
    }
}
