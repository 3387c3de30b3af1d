package io.perch.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One launcher per folder. The system gives the lock back when its holder dies, however that happens. */
public final class HouseLock implements AutoCloseable {

    private final FileChannel channel;

    private HouseLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Fails with {@link StartFailed}, naming the process that holds it. */
    public static HouseLock take(Path folder) {
        Path file = Folders.ensure(folder).resolve("launcher.pid");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new StartFailed("Perch is already running here, started by process " + Files.readString(file).strip()
                        + ": use that one, or stop it with 'kill " + Files.readString(file).strip() + "'.");
            }
            channel.truncate(0).write(ByteBuffer.wrap(ownNumber()));
            return new HouseLock(channel);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot lock " + file, failure);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static byte[] ownNumber() {
        return String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
    }
}
