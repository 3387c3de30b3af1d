package io.perch.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** One piece of a file. */
final class ChunkFile {

    private ChunkFile() {
    }

    /** Returns {@code size} bytes, fewer for the last piece. */
    static byte[] read(Path file, int number, int size) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long start = (long) number * size;
            ByteBuffer piece = ByteBuffer.allocate((int) Math.min(size, channel.size() - start));
            while (piece.hasRemaining() && channel.read(piece, start + piece.position()) >= 0) {
                // on until the piece is full
            }
            return piece.array();
        }
    }
}
