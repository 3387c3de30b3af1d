package io.perch.artifact;

import io.perch.base.Sha256;
import com.fasterxml.jackson.core.JacksonException;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A package growing on disk, chunk by chunk, each checked against its hash. Unless finished, closing deletes it. Blocks. */
final class Assembly implements AutoCloseable {

    private final String modelId;
    private final int totalChunks;
    private final Path target;
    private final OutputStream file;
    private final Sha256 whole = new Sha256();
    private long bytes;
    private boolean finished;

    Assembly(String modelId, int totalChunks, Path target) throws IOException {
        this.modelId = modelId;
        this.totalChunks = totalChunks;
        this.target = target;
        Files.createDirectories(target.toAbsolutePath().getParent());
        this.file = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Returns the bytes so far. Throws CHUNKS_DAMAGED. */
    long append(int number, Buffer document) throws IOException {
        Sha256 own = new Sha256();
        ChunkInfo chunk = read(number, document, own);
        if (chunk.number() != number || chunk.total() != totalChunks || !own.hex().equals(chunk.sha256())) {
            throw damaged(number, "its content is not what was stored", null);
        }
        bytes += chunk.bytes();
        return bytes;
    }

    private ChunkInfo read(int number, Buffer document, Sha256 own) throws IOException {
        Split split = new Split(own);
        try {
            return ChunkDocument.read(document, split);
        } catch (JacksonException notADocument) {
            throw damaged(number, "its document cannot be read", notADocument);
        }
    }

    PerchException damaged(int number, String how, Throwable cause) {
        return new PerchException(ErrorCode.CHUNKS_DAMAGED, "Chunk " + number + " of " + totalChunks + " of model " + modelId
                + " is damaged: " + how, "delete the model and register it again", cause);
    }

    Fetched finish() throws IOException {
        file.close();
        finished = true;
        return new Fetched(target, whole.hex(), bytes);
    }

    @Override
    public void close() throws IOException {
        file.close();
        if (!finished) {
            Files.deleteIfExists(target);
        }
    }

    /** To the file and into both hashes. */
    private final class Split extends OutputStream {

        private final Sha256 own;

        Split(Sha256 own) {
            this.own = own;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] content, int offset, int length) throws IOException {
            own.update(ByteBuffer.wrap(content, offset, length));
            whole.update(ByteBuffer.wrap(content, offset, length));
            file.write(content, offset, length);
        }
    }
}
