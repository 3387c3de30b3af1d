package io.perch.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A page of {@code docs/}, or a part of one, as its readers copy from it. */
public record Page(String text) {

    private static final Pattern JSON = Pattern.compile("(?s)```json\n(.*?)```");
    private static final Pattern SENT = Pattern.compile("(?s)\\$PERCH([^\\s\"]*)[^\n]* -d '(.*?)'\n");

    /** @param name of its file */
    public static Page of(String name) {
        try {
            return new Page(Files.readString(Path.of("docs", name)));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** From this heading to the end. */
    public Page from(String heading) {
        int begin = text.indexOf("\n" + heading + "\n");
        if (begin < 0) {
            throw new AssertionError("There is no " + heading);
        }
        return new Page(text.substring(begin));
    }

    /** With what a reader puts in place of something. */
    public Page with(String placeholder, String value) {
        if (!text.contains(placeholder)) {
            throw new AssertionError("There is no " + placeholder);
        }
        return new Page(text.replace(placeholder, value));
    }

    /** The blocks of JSON. */
    public List<String> json() {
        return all(JSON).stream().map(block -> block.group(1)).toList();
    }

    /** What {@code curl} sends to paths that end so. */
    public List<String> sent(String path) {
        return all(SENT).stream().filter(call -> call.group(1).endsWith(path)).map(call -> call.group(2)).toList();
    }

    public List<MatchResult> all(Pattern pattern) {
        return pattern.matcher(text).results().toList();
    }
}
