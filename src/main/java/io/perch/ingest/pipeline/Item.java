package io.perch.ingest.pipeline;

import io.perch.base.PerchException;
import io.perch.ingest.document.Document;

/** A document in a pipeline, and how it stands with it: going on, failed, or dropped. Belongs to one run. */
public final class Item {

    private final Document document;
    private final int bytes;
    private final Trace trace;
    private PerchException failure;
    private boolean dropped;

    /** @param bytes about how long the document is as JSON */
    public Item(Document document, int bytes, Trace trace) {
        this.document = document;
        this.bytes = bytes;
        this.trace = trace;
    }

    public Document document() {
        return document;
    }

    public int bytes() {
        return bytes;
    }

    public Trace trace() {
        return trace;
    }

    public boolean goesOn() {
        return failure == null && !dropped;
    }

    /** {@code null} when it has not failed. */
    public PerchException failure() {
        return failure;
    }

    public void fail(PerchException why) {
        failure = why;
    }

    /** What it failed of has been dealt with. */
    public void recover() {
        failure = null;
    }

    public boolean dropped() {
        return dropped;
    }

    public void drop() {
        dropped = true;
    }
}
