package io.perch.engine.queue;

import io.perch.engine.token.EncodeInput;
import io.perch.engine.token.Tokens;

/** One tokenized window of a text, waiting for its run. */
record Entry(Answer answer, int window, Tokens tokens, long tokenizeNanos) {

    Request request() {
        return answer.request();
    }

    /** A text that is not tokenized yet. */
    record Raw(Request request, int position) {

        EncodeInput text() {
            return request.asked().texts().get(position);
        }
    }
}
