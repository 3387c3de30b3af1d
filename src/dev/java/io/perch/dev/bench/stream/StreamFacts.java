package io.perch.dev.bench.stream;

import io.perch.dev.bench.report.Outcome;
import java.util.Locale;

/**
 * What idle streams cost one server.
 *
 * @param server  what Perch ran as: {@code JVM} or {@code executable}
 * @param streams that were open at once
 * @param seconds in which they were opened
 * @param memory  of the server process
 * @param left    connections and files that are open after all streams have been closed, beyond those before
 */
public record StreamFacts(String server, int streams, double seconds, Memory memory, int left) {

    /** So many are meant to fit in {@link #MOST_MEBIBYTES}. */
    public static final int WANTED = 10_000;
    static final int MOST_MEBIBYTES = 1024;

    /** A few connections of its own (database, search) come and go meanwhile. */
    private static final int OWN = 20;

    /** In MiB: before, with all streams open, after their end; and what it had at most by then. */
    public record Memory(long before, long open, long after, long most) {
    }

    double kibibytesPerStream() {
        return (memory.open - memory.before) * 1024.0 / streams;
    }

    /** As measured, or on the same line for those that there was no room for. */
    double mebibytesForAll() {
        return memory.open + Math.max(0, WANTED - streams) * kibibytesPerStream() / 1024;
    }

    boolean allAreGone() {
        return left <= OWN;
    }

    String verdict() {
        String measured = streams >= WANTED ? "" : String.format(Locale.ROOT, " (%d measured: %d MiB)", streams, memory.open);
        return Outcome.word(mebibytesForAll() <= MOST_MEBIBYTES && allAreGone(), 0) + " " + server + ": "
                + String.format(Locale.ROOT, "%d idle streams take %.0f MiB%s, wanted at most %d; %.0f KiB each", WANTED,
                        mebibytesForAll(), measured, MOST_MEBIBYTES, kibibytesPerStream())
                + (allAreGone() ? "" : "; " + left + " connections stayed open");
    }
}
