package io.perch.connector.credential;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The one folder that {@code file:} credentials may come from. Judged twice: the path as it is written, before the disk is asked,
 * so that an answer tells nothing of what lies outside; and where it really leads, so that a link does not lead out. Links within
 * the folder are fine: that is how Kubernetes mounts a secret.
 */
final class CredentialFolder {

    static final int MOST_BYTES = 64 * 1024;

    private final Optional<Path> folder;

    CredentialFolder(Optional<Path> folder) {
        this.folder = folder.map(path -> path.toAbsolutePath().normalize());
    }

    /** Why {@code file} may not be read, judged by its path alone; empty when it may. */
    Optional<String> fault(Reference.InFile file) {
        if (folder.isEmpty()) {
            return Optional.of("files are not open to credentials, as perch.credentials.folder is not set");
        }
        return path(file).filter(path -> path.startsWith(folder.get())).isPresent()
                ? Optional.empty() : Optional.of("the file is outside of perch.credentials.folder");
    }

    /** Blocks. The file has passed {@link #fault}. Throws CREDENTIAL_UNREADABLE. */
    Secret read(Reference.InFile file) {
        try {
            Path real = path(file).orElseThrow().toRealPath();
            if (!real.startsWith(folder.orElseThrow().toRealPath())) {
                throw unreadable(file, "the file is outside of perch.credentials.folder", null);
            }
            // a pipe would hold the reading thread for ever
            if (!Files.isRegularFile(real)) {
                throw unreadable(file, "it is not a regular file", null);
            }
            return secret(file, bytes(file, real));
        } catch (NoSuchFileException missing) {
            throw unreadable(file, "there is no such file", missing);
        } catch (CharacterCodingException binary) {
            throw unreadable(file, "it is not text in UTF-8 (keep what is binary as base64)", binary);
        } catch (IOException failure) {
            throw unreadable(file, failure.getClass().getSimpleName(), failure);
        }
    }

    private Optional<Path> path(Reference.InFile file) {
        try {
            return Optional.of(folder.orElseThrow().resolve(file.path()).normalize());
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(Reference.InFile file, Path real) throws IOException {
        try (InputStream content = Files.newInputStream(real)) {
            byte[] bytes = content.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw unreadable(file, "it is longer than " + MOST_BYTES + " bytes", null);
            }
            return bytes;
        }
    }

    private static Secret secret(Reference.InFile file, byte[] bytes) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        if (end == 0) {
            throw unreadable(file, "it is empty", null);
        }
        return Secret.of(text.substring(0, end));
    }

    private static PerchException unreadable(Reference.InFile file, String why, Throwable cause) {
        return new PerchException(ErrorCode.CREDENTIAL_UNREADABLE, "Cannot read " + file + ": " + why,
                "mend the file, or update the connector's credential", cause);
    }
}
