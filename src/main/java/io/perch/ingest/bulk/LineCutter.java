package io.perch.ingest.bulk;

import io.vertx.core.buffer.Buffer;

/** Cuts bytes that come in pieces into lines. Keeps the beginning of a line until its end comes, and no line that is too long. */
public final class LineCutter {

    /** Is told of each line. */
    public interface Lines {

        /** Without its newline. */
        void line(Buffer line);

        /** One that is longer than it may be; its bytes are gone. */
        void tooLong(long bytes);
    }

    private static final byte NEWLINE = '\n';

    private final int most;
    private final Lines lines;
    private Buffer begun = Buffer.buffer();
    private long skipped;

    /** @param most bytes of one line */
    public LineCutter(int most, Lines lines) {
        this.most = most;
        this.lines = lines;
    }

    public void feed(Buffer bytes) {
        int from = 0;
        for (int at = 0; at < bytes.length(); at++) {
            if (bytes.getByte(at) == NEWLINE) {
                end(bytes, from, at);
                from = at + 1;
            }
        }
        keep(bytes, from, bytes.length());
    }

    /** Whether something stands after the last newline. */
    public boolean hasRest() {
        return skipped > 0 || begun.length() > 0;
    }

    private void end(Buffer bytes, int from, int to) {
        if (skipped == 0 && begun.length() == 0 && to - from <= most) {
            lines.line(bytes.slice(from, to));
            return;
        }
        keep(bytes, from, to);
        if (skipped > 0) {
            lines.tooLong(skipped);
        } else {
            lines.line(begun);
        }
        begun = Buffer.buffer();
        skipped = 0;
    }

    private void keep(Buffer bytes, int from, int to) {
        long length = (long) begun.length() + to - from;
        if (skipped > 0 || length > most) {
            skipped += length;
            begun = Buffer.buffer();
        } else {
            begun.appendBuffer(bytes, from, to - from);
        }
    }
}
