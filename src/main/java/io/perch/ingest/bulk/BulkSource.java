package io.perch.ingest.bulk;

import io.vertx.core.buffer.Buffer;

/** Where the bytes of a bulk come from, on the context of the request. */
public interface BulkSource {

    /** Called once, before anything else. */
    void begin(Taker taker);

    /** No bytes until {@link #resume}. */
    void pause();

    void resume();

    /** Who takes them. */
    interface Taker {

        void take(Buffer bytes);

        void end();

        /** The caller has gone before the end. */
        void broken();
    }
}
