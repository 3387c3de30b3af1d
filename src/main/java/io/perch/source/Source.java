package io.perch.source;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/** Bytes that lie somewhere and are read piece by piece, from any place on, also by another replica later. */
public interface Source {

    /** Fails with SOURCE_UNREADABLE, and with what keeps the caller from reading it. */
    Uni<SourceHead> head();

    /**
     * The bytes from {@code from} on: {@code most} of them, fewer at the end only. Fails with SOURCE_UNREADABLE, also when it is
     * no longer what {@code head} told.
     */
    Uni<Buffer> read(SourceHead head, long from, int most);
}
