package io.perch.engine;

/** What a tokenizer encodes in one go: a text, or two that the network reads together. {@code pair} is {@code null} for one. */
record EncodeInput(String text, String pair) {

    EncodeInput(String text) {
        this(text, null);
    }

    int chars() {
        return text.length() + (pair == null ? 0 : pair.length());
    }
}
