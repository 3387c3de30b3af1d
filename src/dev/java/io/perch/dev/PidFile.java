package io.perch.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Remembers a process for a launcher to come: {@code <number> <start in epoch milliseconds>}. */
record PidFile(Path file) {

    void write(ProcessHandle process) {
        Processes.Identity identity = Processes.Identity.of(process);
        try {
            Files.writeString(file, identity.pid() + " " + identity.started().toEpochMilli());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The process that was written, if it still runs. */
    Optional<ProcessHandle> alive() {
        try {
            String[] words = Files.readString(file).strip().split(" ");
            return new Processes.Identity(Long.parseLong(words[0]), Instant.ofEpochMilli(Long.parseLong(words[1]))).alive();
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException nothingWritten) {
            return Optional.empty();
        }
    }
}
