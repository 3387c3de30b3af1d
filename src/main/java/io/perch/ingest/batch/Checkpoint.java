package io.perch.ingest.batch;

import io.perch.base.Json;
import io.perch.source.SourceHead;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * How far an ingestion is: everything before is stored, or has failed, and is counted.
 *
 * @param heads  of all sources
 * @param source that is read
 * @param offset of its next line, in bytes
 * @param line   of its last line, counted from 1
 * @param tally  of all lines so far
 */
@RegisterForReflection
record Checkpoint(List<SourceHead> heads, int source, long offset, long line, Tally tally) {

    static Checkpoint begin(List<SourceHead> heads) {
        return new Checkpoint(heads, 0, 0, 0, Tally.NONE);
    }

    static Checkpoint read(String json) {
        return Json.read(json, Checkpoint.class);
    }

    String json() {
        return Json.write(this);
    }

    Checkpoint after(long end, long lastLine, Tally counted) {
        return new Checkpoint(heads, source, end, lastLine, counted);
    }

    Checkpoint nextSource() {
        return new Checkpoint(heads, source + 1, 0, 0, tally);
    }

    /** Of the bytes of all sources. */
    int percent() {
        long all = heads.stream().mapToLong(SourceHead::bytes).sum();
        long before = heads.stream().limit(source).mapToLong(SourceHead::bytes).sum();
        // a last line without a newline ends one byte behind the end
        return all == 0 ? 100 : (int) Math.min(100, (before + offset) * 100 / all);
    }
}
