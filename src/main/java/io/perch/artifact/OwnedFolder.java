package io.perch.artifact;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A sub-folder that is this process's alone for as long as it lives: the first {@code slot-n} nobody has locked.
 * The operating system drops the lock with the process, however it ends, so the next one takes the slot over with its content.
 */
final class OwnedFolder implements AutoCloseable {

    private final Path path;
    private final FileChannel lock;

    private OwnedFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static OwnedFolder claim(Path parent) throws IOException {
        Files.createDirectories(parent);
        for (int slot = 0; ; slot++) {
            FileChannel channel = FileChannel.open(parent.resolve("slot-" + slot + ".lock"),
                    StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locked(channel)) {
                return new OwnedFolder(Files.createDirectories(parent.resolve("slot-" + slot)), channel);
            }
            channel.close();
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException ownedInThisProcess) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
