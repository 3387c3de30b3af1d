package io.perch.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a PostgreSQL server wrote about itself into {@code postmaster.pid}: its process and when that started. */
record Postmaster(Processes.Identity identity) {

    /** Empty when the file is half written or gone meanwhile. */
    static Optional<Postmaster> read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return Optional.of(new Postmaster(new Processes.Identity(Long.parseLong(lines.get(0).strip()),
                    Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip())))));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException unreadable) {
            return Optional.empty();
        }
    }

    /** The process, if that number still belongs to the server that wrote the file. */
    Optional<ProcessHandle> alive() {
        return identity.alive();
    }
}
