package io.perch.ingest.batch;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.source.Source;
import io.perch.source.SourceHead;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** One file. It is judged again before each piece: a link can be changed. */
final class FileSource implements Source {

    private final String url;
    private final Path named;
    private final FileSources files;
    private final BatchIngestWorkers workers;

    FileSource(String url, Path named, FileSources files, BatchIngestWorkers workers) {
        this.url = url;
        this.named = named;
        this.files = files;
        this.workers = workers;
    }

    @Override
    public Uni<SourceHead> head() {
        return workers.run(() -> told(() -> head(opened())));
    }

    @Override
    public Uni<Buffer> read(SourceHead head, long from, int most) {
        return workers.run(() -> told(() -> {
            Path file = opened();
            requireSame(head, head(file));
            return piece(file, from, (int) Math.min(most, head.bytes() - from));
        }));
    }

    private interface Reading<T> {
        T run() throws IOException;
    }

    private <T> T told(Reading<T> reading) {
        try {
            return reading.run();
        } catch (NoSuchFileException missing) {
            throw unreadable("there is no such file", "it must be there on every replica");
        } catch (IOException trouble) {
            throw unreadable(trouble.getMessage(), "see that Perch may read it on every replica");
        }
    }

    private Path opened() throws IOException {
        files.require(named, url);
        Path real = named.toRealPath();
        files.require(real, url);
        if (!Files.isRegularFile(real)) {
            throw unreadable("it is not a regular file", null);
        }
        return real;
    }

    private static SourceHead head(Path file) throws IOException {
        BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
        return new SourceHead(facts.size(), facts.lastModifiedTime().toString());
    }

    private void requireSame(SourceHead was, SourceHead now) {
        if (!was.equals(now)) {
            throw unreadable("it has changed since it was begun", "ingest it once more, when nobody writes it");
        }
    }

    private Buffer piece(Path file, long from, int count) throws IOException {
        byte[] bytes = new byte[count];
        ByteBuffer room = ByteBuffer.wrap(bytes);
        try (FileChannel channel = FileChannel.open(file)) {
            while (room.hasRemaining() && channel.read(room, from + room.position()) >= 0) {
                // until it is full
            }
        }
        if (room.hasRemaining()) {
            throw unreadable("it has become shorter", "ingest it once more, when nobody writes it");
        }
        return Buffer.buffer(bytes);
    }

    private PerchException unreadable(String why, String hint) {
        return new PerchException(ErrorCode.SOURCE_UNREADABLE, "Cannot read " + url + ": " + why, hint);
    }
}
