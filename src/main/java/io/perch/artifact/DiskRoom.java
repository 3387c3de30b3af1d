package io.perch.artifact;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes room on the cache's disk by dropping what is out of use, or refuses with numbers. */
final class DiskRoom {

    /** How the free bytes of a disk are known; a test has a disk of its own. */
    @FunctionalInterface
    interface Disk {

        Disk REAL = folder -> Files.getFileStore(folder).getUsableSpace();

        long freeBytes(Path folder) throws IOException;
    }

    private final Disk disk;
    private final long maxBytes;

    DiskRoom(Disk disk, long maxBytes) {
        this.disk = disk;
        this.maxBytes = maxBytes;
    }

    /** Throws DISK_SHORT. */
    void make(Shelf shelf, long bytes, String what) throws IOException {
        boolean dropped = true;
        while (dropped && (shelf.bytes() + bytes > maxBytes || bytes > disk.freeBytes(shelf.root()))) {
            dropped = shelf.dropOldest();
        }
        long free = disk.freeBytes(shelf.root());
        if (bytes > free) {
            throw new PerchException(ErrorCode.DISK_SHORT,
                    what + " needs " + Sizes.text(bytes) + " of disk, " + Sizes.text(free) + " are free at " + shelf.root(),
                    "undeploy a model, free disk space, or set perch.artifact.cache-dir to a larger disk");
        }
    }
}
