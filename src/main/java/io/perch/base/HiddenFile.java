package io.perch.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The name of a file that lives for a moment beside another: hidden, and of its own, because several may work in one folder at
 * once. Closing deletes the file; the next one with its prefix sweeps up what a crash has left.
 */
public final class HiddenFile implements AutoCloseable {

    /** Of this process, to tell them from what a crash left. No two processes share a folder of models. */
    private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();

    private final Path path;

    private HiddenFile(Path path) {
        this.path = path;
    }

    /** @param prefix begins with a dot */
    public static HiddenFile beside(Path original, String prefix) {
        Path folder = original.toAbsolutePath().getParent();
        removeLeftOver(folder, prefix);
        HiddenFile made = new HiddenFile(folder.resolve(prefix + Ids.next()));
        IN_USE.add(made.path);
        return made;
    }

    private static void removeLeftOver(Path folder, String prefix) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, prefix + "*")) {
            for (Path file : files) {
                if (!IN_USE.contains(file)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Nothing is there until somebody writes it. */
    public Path path() {
        return path;
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
