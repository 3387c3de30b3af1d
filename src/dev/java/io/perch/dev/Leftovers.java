package io.perch.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** What a demo has made, in the order that it was made in; noted at once, for the next demo to clear away. */
final class Leftovers {

    private static final String ML = "/_plugins/_ml/";
    private static final String MODEL = "models";
    private static final String CONNECTOR = "connectors";
    private static final int GONE = 404;

    private final Path note;
    private final PerchApi api;
    private final Console console;

    /** @param note one thing a line: {@code models ID} or {@code connectors ID} */
    Leftovers(Path note, PerchApi api, Console console) {
        this.note = note;
        this.api = api;
        this.console = console;
    }

    void model(String id) {
        add(MODEL + " " + id);
    }

    void connector(String id) {
        add(CONNECTOR + " " + id);
    }

    /** The newest first: a connector cannot go before its model. What cannot be cleared away stays in the note. */
    void clear() {
        List<String> stay = new ArrayList<>();
        for (String line : lines().reversed()) {
            if (!cleared(line)) {
                stay.addFirst(line);
            }
        }
        write(stay);
    }

    private boolean cleared(String line) {
        try {
            if (line.startsWith(MODEL)) {
                api.quietly("POST", path(line) + "/_undeploy", "");
            }
            api.quietly("DELETE", path(line), "");
            return true;
        } catch (CallFailed refused) {
            if (refused.status() != GONE) {
                console.line("From an earlier run " + line + " stays: " + refused.getMessage());
            }
            return refused.status() == GONE;
        }
    }

    private static String path(String line) {
        return ML + line.replace(' ', '/');
    }

    private List<String> lines() {
        try {
            return Files.exists(note) ? Files.readAllLines(note) : List.of();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void add(String line) {
        try {
            Files.writeString(note, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void write(List<String> lines) {
        try {
            Files.write(note, lines);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
