package io.perch.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The master key of a house, kept beside its database: whoever keeps one has need of the other. */
final class MasterKeyFile {

    private static final int BYTES = 32;

    private MasterKeyFile() {
    }

    /** The file with the key, made on first use; nobody but its owner may read it. */
    static Path in(Path folder) {
        Path file = Folders.ensure(folder).resolve("master.key");
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return file.toAbsolutePath();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + file, failure);
        }
    }

    /** Moved into its place when it is whole: a key that is half written would be lost with what it sealed. */
    private static void make(Path file) throws IOException {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        Path draft = Files.createTempFile(file.getParent(), "master", ".draft",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, Base64.getEncoder().encodeToString(key), StandardOpenOption.WRITE);
        Files.move(draft, file);
    }
}
