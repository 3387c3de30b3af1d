package io.perch.engine;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.ModelFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of an unpacked package. */
final class ModelFiles {

    private ModelFiles() {
    }

    /** The one model file at the root. Throws PACKAGE_INCOMPLETE or PACKAGE_AMBIGUOUS. */
    static Path network(Path dir, ModelFormat format) {
        List<Path> found = files(dir).stream().filter(file -> file.toString().endsWith(format.extension())).toList();
        if (found.isEmpty()) {
            throw new PerchException(ErrorCode.PACKAGE_INCOMPLETE, "Can't find model file",
                    "put one " + format.extension() + " file at the root of the zip");
        }
        if (found.size() > 1) {
            throw new PerchException(ErrorCode.PACKAGE_AMBIGUOUS, "Find multiple model files, but expected only one",
                    "keep one of " + found.stream().map(Path::getFileName).toList());
        }
        return found.getFirst();
    }

    /** One and a half times the files, external weights included: weights once, the rest for prepacked copies and the arena. */
    static long memoryBytes(Path dir) {
        return bytes(dir) * 3 / 2;
    }

    /** Of all files together. */
    static long bytes(Path dir) {
        return files(dir).stream().mapToLong(file -> file.toFile().length()).sum();
    }

    /** Hidden ones are no part of a package: a faster variant of the network may lie there for a moment. */
    private static List<Path> files(Path dir) {
        try (Stream<Path> entries = Files.list(dir)) {
            return entries.filter(file -> !file.getFileName().toString().startsWith(".")).filter(Files::isRegularFile)
                    .sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
