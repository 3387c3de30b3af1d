package io.perch.ingest.batch;

import io.vertx.core.buffer.Buffer;

/**
 * One line of a source.
 *
 * @param number counted from 1
 * @param end    where the next one begins, in bytes
 * @param bytes  {@code null} when it is too long
 * @param fault  why it cannot be a document; {@code null} when it may be one
 */
record Line(long number, long end, Buffer bytes, String fault) {

    int length() {
        return bytes == null ? 0 : bytes.length();
    }
}
