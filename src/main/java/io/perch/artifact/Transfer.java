package io.perch.artifact;

import io.perch.base.Sha256;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Bytes flowing into a file: counted, bounded, hashed. Unless finished, closing deletes the file. Blocks. */
final class Transfer implements AutoCloseable {

    private final Path target;
    private final FileChannel file;
    private final SizePolicy size;
    private final Progress progress;
    private final Sha256 hash = new Sha256();
    private long expected = -1;
    private long written;
    private boolean finished;

    Transfer(Path target, SizePolicy size, Progress progress) throws InterruptedException {
        this.target = target;
        this.size = size;
        this.progress = progress;
        this.file = onDisk(() -> {
            Files.createDirectories(target.toAbsolutePath().getParent());
            return FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        });
    }

    /** Refuses a length that was announced, before a byte of it flows. */
    void expect(long bytes) throws InterruptedException {
        size.check(bytes);
        expected = bytes;
        long free = onDisk(() -> Files.getFileStore(target).getUsableSpace());
        if (bytes > free) {
            throw new PerchException(ErrorCode.DISK_SHORT,
                    "The file needs " + Sizes.text(bytes) + " of disk, " + Sizes.text(free) + " are free at "
                            + target.getParent(),
                    "free some, or set perch.artifact.work-dir to a larger disk");
        }
    }

    void write(ByteBuffer bytes) throws InterruptedException {
        size.check(written + bytes.remaining());
        hash.update(bytes.duplicate());
        while (bytes.hasRemaining()) {
            written += onDisk(() -> file.write(bytes));
        }
        progress.moved(written, expected);
    }

    Fetched finish() throws InterruptedException {
        onDisk(() -> {
            file.close();
            return null;
        });
        finished = true;
        return new Fetched(target, hash.hex(), written);
    }

    @Override
    public void close() throws IOException {
        file.close();
        if (!finished) {
            Files.deleteIfExists(target);
        }
    }

    private interface DiskJob<T> {
        T run() throws IOException;
    }

    /** Keeps trouble of this machine's disk apart from trouble on the way. */
    private <T> T onDisk(DiskJob<T> job) throws InterruptedException {
        try {
            return job.run();
        } catch (ClosedByInterruptException cancelled) {
            throw new InterruptedException("cancelled while writing " + target);
        } catch (IOException trouble) {
            throw new PerchException(ErrorCode.DISK_SHORT,
                    "Cannot write " + target + " after " + Sizes.text(written) + ": " + trouble.getMessage(),
                    "see that there is room at perch.artifact.work-dir and that Perch may write there", trouble);
        }
    }
}
