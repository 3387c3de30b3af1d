package io.perch.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A server did not come up. The message ends with the last lines of its log: they name the cause. */
public final class StartFailed extends RuntimeException {

    private static final int LINES = 15;

    public StartFailed(String what, Path log, Throwable cause) {
        super(what + ". " + lastLines(log), cause);
    }

    public StartFailed(String sentence) {
        super(sentence);
    }

    /** {@code The end of …:} and the lines, or a word about why there are none. */
    static String lastLines(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            String end = String.join(System.lineSeparator() + "    ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
            return "The end of " + log + ":" + System.lineSeparator() + "    " + end;
        } catch (IOException unreadable) {
            return "There is no log at " + log + ".";
        }
    }
}
