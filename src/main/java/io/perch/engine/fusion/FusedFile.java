package io.perch.engine.fusion;

import io.perch.base.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A fused network on disk for as long as it takes to open it. It lies beside the plain one, where the engine finds external
 * data, under a hidden name of its own: several loads may read the same folder at once.
 */
public final class FusedFile implements AutoCloseable {

    private static final String PREFIX = ".fused-";

    /** Of this process, to tell them from what a crash left. No two processes share a folder of models. */
    private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final Fusions fusions;

    private FusedFile(Path path, Fusions fusions) {
        this.path = path;
        this.fusions = fusions;
    }

    /** Throws what {@link FusedGraph#write} throws. */
    public static FusedFile beside(Path plain) {
        Path folder = plain.toAbsolutePath().getParent();
        removeLeftOver(folder);
        Path path = folder.resolve(PREFIX + Ids.next());
        IN_USE.add(path);
        try {
            return new FusedFile(path, FusedGraph.write(plain, path));
        } catch (RuntimeException refused) {
            IN_USE.remove(path);
            throw refused;
        }
    }

    private static void removeLeftOver(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path file : files) {
                if (!IN_USE.contains(file)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Path path() {
        return path;
    }

    public Fusions fusions() {
        return fusions;
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            IN_USE.remove(path);
        }
    }
}
