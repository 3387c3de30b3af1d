package io.perch.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A whole file on this machine's disk. Closing deletes it: it is only on its way into the chunk store or the cache.
 *
 * @param sha256 lower-case hex
 */
public record Fetched(Path file, String sha256, long bytes) implements AutoCloseable {

    /** Blocks for a moment. Fine to call twice. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
