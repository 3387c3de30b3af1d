package io.perch.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The unpacked packages on disk, a folder each, named by the package's hash. A folder with such a name is whole: it got the name
 * by a rename when it was. When each was last used is its modification time, and so outlives the process. Blocks on the disk.
 */
final class Shelf {

    private static final String HASH = "[0-9a-f]{64}";

    private static final class Entry {

        private final Path folder;
        private final long bytes;
        private Instant lastUsed;
        private int users;

        Entry(Path folder, long bytes, Instant lastUsed) {
            this.folder = folder;
            this.bytes = bytes;
            this.lastUsed = lastUsed;
        }
    }

    private final Path root;
    private final Map<String, Entry> entries = new HashMap<>();

    /** Takes up what an earlier process left, and removes what it left half-done. */
    Shelf(Path root) throws IOException {
        this.root = root;
        for (Path child : Folders.children(root)) {
            String name = child.getFileName().toString();
            if (name.matches(HASH)) {
                entries.put(name, new Entry(child, Folders.bytes(child), Files.getLastModifiedTime(child).toInstant()));
            } else {
                Folders.delete(child);
            }
        }
    }

    Path root() {
        return root;
    }

    synchronized Optional<CachedModel> lease(String sha256) throws IOException {
        Entry entry = entries.get(sha256);
        if (entry == null) {
            return Optional.empty();
        }
        entry.lastUsed = Instant.now();
        Files.setLastModifiedTime(entry.folder, FileTime.from(entry.lastUsed));
        entry.users++;
        return Optional.of(new CachedModel(entry.folder, () -> giveBack(entry)));
    }

    private synchronized void giveBack(Entry entry) {
        entry.users--;
    }

    /** Gives the whole folder {@code unpacked} its place. */
    synchronized void add(String sha256, Path unpacked, long bytes) throws IOException {
        Path folder = Files.move(unpacked, root.resolve(sha256), StandardCopyOption.ATOMIC_MOVE);
        entries.put(sha256, new Entry(folder, bytes, Instant.now()));
    }

    synchronized long bytes() {
        return entries.values().stream().mapToLong(entry -> entry.bytes).sum();
    }

    /** Removes the one that has been out of use for longest; false when all are in use. */
    synchronized boolean dropOldest() throws IOException {
        Optional<Map.Entry<String, Entry>> oldest = entries.entrySet().stream()
                .filter(entry -> entry.getValue().users == 0)
                .min(Comparator.comparing(entry -> entry.getValue().lastUsed));
        if (oldest.isEmpty()) {
            return false;
        }
        entries.remove(oldest.get().getKey());
        // first the name: a folder that is half deleted must not look whole after a crash
        Path gone = root.resolve("gone-" + oldest.get().getKey());
        Files.move(oldest.get().getValue().folder, gone, StandardCopyOption.ATOMIC_MOVE);
        Folders.delete(gone);
        return true;
    }
}
