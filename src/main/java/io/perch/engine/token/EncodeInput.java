package io.perch.engine.token;

import io.perch.model.Overflow;

/**
 * What a tokenizer encodes in one go: a text, or two that the network reads together. {@code pair} is {@code null} for one.
 *
 * @param overflow what becomes of too long a text
 */
public record EncodeInput(String text, String pair, Overflow overflow) {

    public EncodeInput(String text, String pair) {
        this(text, pair, Overflow.TRUNCATE);
    }

    public EncodeInput(String text) {
        this(text, null);
    }

    public int chars() {
        return text.length() + (pair == null ? 0 : pair.length());
    }
}
