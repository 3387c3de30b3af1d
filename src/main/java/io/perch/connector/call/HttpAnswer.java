package io.perch.connector.call;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** A whole answer. */
public record HttpAnswer(int status, MultiMap headers, Buffer body) {

    private static final int OK = 200;
    private static final int HIGHEST_ACCEPTED = 300;

    /** As the original judges it. */
    public boolean accepted() {
        return status >= OK && status <= HIGHEST_ACCEPTED;
    }
}
