package io.perch.dev.bench;

import io.perch.dev.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What a run leaves behind, in one folder, overwritten each time. */
record ResultFiles(Path folder) {

    Path of(String name) {
        return folder.resolve(name);
    }

    void write(String name, String content) {
        try {
            Files.writeString(Folders.ensure(folder).resolve(name), content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** For the reader of the figures. @param command what he types for the same */
    static String how(String command) {
        return "Made by `" + command + "` on " + LocalDate.now(ZoneOffset.UTC) + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors() + " processors, Java "
                + System.getProperty("java.version") + ".";
    }
}
