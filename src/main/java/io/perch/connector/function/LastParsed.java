package io.perch.connector.function;

import java.util.function.Function;

/**
 * What a text means, remembered until another text comes. A connector's parameters hardly ever change between two calls, but any
 * call may bring its own.
 */
final class LastParsed<T> {

    private record Entry<T>(String text, T meaning) {
    }

    private final Function<String, T> parse;
    // immutable, and replaced whole: whoever comes at the wrong moment parses once more
    private volatile Entry<T> last;

    LastParsed(Function<String, T> parse) {
        this.parse = parse;
    }

    /** Throws what parsing throws. */
    T of(String text) {
        Entry<T> known = last;
        if (known == null || !known.text.equals(text)) {
            known = new Entry<>(text, parse.apply(text));
            last = known;
        }
        return known.meaning;
    }
}
