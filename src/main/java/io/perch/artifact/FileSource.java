package io.perch.artifact;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Copies files that {@code file:} urls name, from folders that the operator has opened and nowhere else. */
final class FileSource {

    private static final int STEP = 64 * 1024;

    private final Reach.OpenFolders open;

    FileSource(Reach.OpenFolders open) {
        this.open = open;
    }

    void copy(URI url, Transfer transfer) throws InterruptedException {
        Path named = path(url);
        // before the disk is asked: an answer must not tell what exists outside
        within(named, url);
        try {
            Path real = named.toRealPath();
            within(real, url);
            regular(real, url);
            read(real, transfer);
        } catch (NoSuchFileException missing) {
            throw failed(url, "there is no such file", missing);
        } catch (ClosedByInterruptException cancelled) {
            throw new InterruptedException("cancelled while reading " + named);
        } catch (IOException trouble) {
            throw failed(url, trouble.getMessage(), trouble);
        }
    }

    static Path path(URI url) {
        try {
            return Path.of(url).normalize();
        } catch (IllegalArgumentException | FileSystemNotFoundException notLocal) {
            throw new PerchException(ErrorCode.URL_NOT_TRUSTED, Urls.withoutSecrets(url) + " does not name a local file",
                    "write file:///folder/file.zip", notLocal);
        }
    }

    private void within(Path path, URI url) {
        if (open.folders().stream().noneMatch(root -> path.startsWith(root.normalize()) || path.startsWith(real(root)))) {
            throw new PerchException(ErrorCode.URL_NOT_TRUSTED,
                    Urls.withoutSecrets(url) + " is outside the folders that file: urls may read",
                    open.hint());
        }
    }

    private static Path real(Path root) {
        try {
            return root.toRealPath();
        } catch (IOException notThere) {
            return root.normalize();
        }
    }

    private static void regular(Path file, URI url) {
        if (!Files.isRegularFile(file)) {
            throw failed(url, "it is not a regular file", null);
        }
    }

    private static void read(Path file, Transfer transfer) throws IOException, InterruptedException {
        try (FileChannel channel = FileChannel.open(file)) {
            transfer.expect(channel.size());
            ByteBuffer step = ByteBuffer.allocate(STEP);
            while (channel.read(step) >= 0) {
                transfer.write(step.flip());
                step.clear();
            }
        }
    }

    private static PerchException failed(URI url, String why, Throwable cause) {
        return new PerchException(ErrorCode.FETCH_FAILED, "Cannot fetch " + Urls.withoutSecrets(url) + ": " + why,
                "see that Perch may read the file, then register again", cause);
    }
}
