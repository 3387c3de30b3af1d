package io.perch.dev;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;

/** What the launcher says. Colours and a line that overwrites itself on a terminal only; {@code NO_COLOR} is honoured. */
public final class Console {

    private static final int WIDTH = 110;

    private final PrintStream out;
    private final boolean terminal;
    private final boolean colours;
    private String lastProgress = "";

    Console(PrintStream out, boolean terminal, boolean colours) {
        this.out = out;
        this.terminal = terminal;
        this.colours = colours;
    }

    public static Console standard() {
        boolean terminal = System.console() != null && System.console().isTerminal();
        return new Console(System.out, terminal, terminal && System.getenv("NO_COLOR") == null);
    }

    /** Says nothing. */
    public static Console silent() {
        return new Console(new PrintStream(OutputStream.nullOutputStream()), false, false);
    }

    public synchronized void title(String text) {
        out.println();
        out.println(bold(text));
    }

    public synchronized void line(String text) {
        out.println(text.isEmpty() ? "" : "  " + text);
    }

    /** What was sent or answered, set back from the narrative; long ones are broken after commas. */
    public synchronized void quote(String text) {
        String rest = text;
        while (rest.length() > WIDTH && rest.lastIndexOf(',', WIDTH) > 0) {
            int end = rest.lastIndexOf(',', WIDTH) + 1;
            out.println("    " + dim(rest.substring(0, end)));
            rest = "     " + rest.substring(end).stripLeading();
        }
        out.println("    " + dim(rest));
    }

    public synchronized void failure(String text) {
        endProgress();
        out.println();
        out.println(paint("31", text));
    }

    public synchronized void success(String text) {
        out.println("  " + paint("32", text));
    }

    public synchronized void fact(String name, String value) {
        out.printf("  %-12s %s%n", name, value);
    }

    synchronized void ready(Server server, long nanos) {
        fact(server.name(), String.format(Locale.ROOT, "127.0.0.1:%-6d ready in %.1f s", server.port(), nanos / 1e9));
    }

    /** Overwrites the previous progress on a terminal; elsewhere prints it only when {@code what} changed. */
    public synchronized void progress(String what, int percent) {
        if (terminal) {
            String bar = "█".repeat(percent / 5) + "░".repeat(20 - percent / 5);
            out.printf("\r    %-22s %s %3d %%", what, bar, percent);
            out.flush();
        } else if (!what.equals(lastProgress)) {
            out.printf("    %-22s %3d %%%n", what, percent);
        }
        lastProgress = what;
    }

    /** The next word starts on a line of its own. */
    public synchronized void endProgress() {
        if (terminal && !lastProgress.isEmpty()) {
            out.println();
        }
        lastProgress = "";
    }

    private String bold(String text) {
        return paint("1", text);
    }

    private String dim(String text) {
        return paint("2", text);
    }

    private String paint(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
