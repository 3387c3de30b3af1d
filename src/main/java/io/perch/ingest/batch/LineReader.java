package io.perch.ingest.batch;

import io.perch.ingest.bulk.LineCutter;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** Makes bulks of lines of one source, from some place of it on. Knows where each line ends, and skips blank ones. */
final class LineReader implements LineCutter.Lines {


    private final LineCutter cutter;
    private final int longest;
    private List<Line> next = new ArrayList<>();
    private long nextBytes;
    private List<List<Line>> full = new ArrayList<>();
    private int mostLines;
    private long mostBytes;
    private long at;
    private long number;

    /** @param longest bytes of one line; @param offset where the first one begins; @param number of the one before it */
    LineReader(int longest, long offset, long number) {
        this.cutter = new LineCutter(longest, this);
        this.longest = longest;
        this.at = offset;
        this.number = number;
    }

    /** The bulks that are full with these bytes. */
    List<List<Line>> feed(Buffer bytes, int mostLines, long mostBytes) {
        this.mostLines = mostLines;
        this.mostBytes = mostBytes;
        cutter.feed(bytes);
        return taken();
    }

    /** What is left. */
    List<List<Line>> end() {
        if (cutter.hasRest()) {
            cutter.feed(Buffer.buffer("\n"));
        }
        close();
        return taken();
    }

    @Override
    public void line(Buffer bytes) {
        number++;
        at += bytes.length() + 1L;
        if (!isBlank(bytes)) {
            add(new Line(number, at, bytes, null));
        }
    }

    @Override
    public void tooLong(long bytes) {
        number++;
        at += bytes + 1;
        add(new Line(number, at, null, "it has " + bytes + " bytes, and perch.ingest.max-document-size is " + longest));
    }

    private void add(Line line) {
        if (nextBytes + line.length() > mostBytes) {
            close();
        }
        next.add(line);
        nextBytes += line.length();
        if (next.size() >= mostLines) {
            close();
        }
    }

    private void close() {
        if (!next.isEmpty()) {
            full.add(next);
        }
        next = new ArrayList<>();
        nextBytes = 0;
    }

    private List<List<Line>> taken() {
        List<List<Line>> taken = full;
        full = new ArrayList<>();
        return taken;
    }

    private static boolean isBlank(Buffer bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            if (bytes.getByte(i) > ' ' || bytes.getByte(i) < 0) {
                return false;
            }
        }
        return true;
    }
}
