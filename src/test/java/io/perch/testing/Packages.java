package io.perch.testing;

import io.perch.base.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where tests keep the packages that they register: the one folder that {@code file:} urls may read. */
public final class Packages {

    private Packages() {
    }

    public static Path folder(String name) {
        try {
            return Files.createDirectories(Path.of("target", "test-packages", name).toAbsolutePath());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static String sha256(Path file) {
        try {
            return Sha256.of(Files.readAllBytes(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** How many files with this ending there are in {@code folder} and below. */
    public static long filesUnder(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).count();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
