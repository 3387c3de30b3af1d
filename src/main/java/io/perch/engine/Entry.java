package io.perch.engine;

/** One tokenized text of a request, waiting for its run. */
record Entry(Request request, int position, Tokens tokens, long tokenizeNanos) {

    /** A text that is not tokenized yet. */
    record Raw(Request request, int position, String text) {
    }
}
