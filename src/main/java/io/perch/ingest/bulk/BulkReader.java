package io.perch.ingest.bulk;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/** Makes operations of lines, in the order in which they come. */
final class BulkReader implements LineCutter.Lines {

    private final LineCutter cutter;
    private final int most;
    private final Consumer<Entry> entries;
    private long line;
    private long actionLine;
    private BulkAction waiting;
    private boolean any;

    /** @param most bytes of one document */
    BulkReader(int most, Consumer<Entry> entries) {
        this.cutter = new LineCutter(most, this);
        this.most = most;
        this.entries = entries;
    }

    /** Throws BULK_MALFORMED where it cannot be known what the lines from there on are. */
    void feed(Buffer bytes) {
        cutter.feed(bytes);
    }

    /** Throws BULK_MALFORMED when something is missing at the end. */
    void end() {
        if (cutter.hasRest()) {
            throw malformed("The bulk request must be terminated by a newline [\\n]");
        }
        if (waiting != null) {
            throw malformed("The document of the action in line [" + actionLine + "] is missing");
        }
        if (!any) {
            throw malformed("request body is required");
        }
    }

    @Override
    public void line(Buffer bytes) {
        line++;
        if (waiting != null) {
            document(bytes, null);
        } else if (!isBlank(bytes)) {
            any = true;
            actionLine = line;
            action(BulkAction.read(bytes, line));
        }
    }

    @Override
    public void tooLong(long bytes) {
        line++;
        if (waiting == null) {
            throw malformed("Action/metadata line [" + line + "] has " + bytes + " bytes");
        }
        document(null, new PerchException(ErrorCode.BODY_TOO_LARGE, "The document in line [" + line + "] has " + bytes
                + " bytes, the limit is " + most, "divide it, or raise perch.ingest.max-document-size"));
    }

    private void action(BulkAction action) {
        if (action.hasSource()) {
            waiting = action;
        } else {
            entries.accept(new Entry(line, action, null, null));
        }
    }

    private void document(Buffer bytes, PerchException fault) {
        BulkAction action = waiting;
        waiting = null;
        entries.accept(new Entry(actionLine, action, bytes, fault));
    }

    private static boolean isBlank(Buffer bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            if (bytes.getByte(i) > ' ' || bytes.getByte(i) < 0) {
                return false;
            }
        }
        return true;
    }

    private static PerchException malformed(String reason) {
        return new PerchException(ErrorCode.BULK_MALFORMED, reason, null);
    }
}
