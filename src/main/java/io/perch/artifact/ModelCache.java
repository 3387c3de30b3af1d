package io.perch.artifact;

import io.perch.base.ErrorCode;
import io.perch.base.Ids;
import io.perch.base.PerchException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Packages unpacked on this machine's disk, by their hash: brought from the chunk store once however many ask, verified, kept
 * over restarts, dropped least recently used first. What is leased is never dropped.
 */
@ApplicationScoped
public class ModelCache {

    private final ChunkStore chunks;
    private final IoWorkers io;
    private final ArtifactConfig config;
    private final DiskRoom room;
    private final Map<String, Uni<Void>> onTheWay = new ConcurrentHashMap<>();
    private OwnedFolder owned;
    private Shelf shelf;

    @Inject
    public ModelCache(ChunkStore chunks, IoWorkers io, ArtifactConfig config) {
        this(chunks, io, config, DiskRoom.Disk.REAL);
    }

    ModelCache(ChunkStore chunks, IoWorkers io, ArtifactConfig config, DiskRoom.Disk disk) {
        this.chunks = chunks;
        this.io = io;
        this.config = config;
        this.room = new DiskRoom(disk, config.cacheMaxSize().asLongValue());
    }

    /**
     * The package's folder, leased until closed. Throws DISK_SHORT before a byte is downloaded, CHUNKS_DAMAGED,
     * CHUNK_STORE_UNAVAILABLE, PACKAGE_UNSAFE, PACKAGE_UNREADABLE.
     *
     * @param patience with the chunk store, per chunk
     * @param progress of the download, in bytes of the zip; heard by the caller that started it
     */
    public Uni<CachedModel> folder(PackageRef wanted, Duration patience, Progress progress) {
        return io.run(() -> shelf().lease(wanted.sha256())).chain(here -> here.isPresent()
                ? Uni.createFrom().item(here.get())
                : bring(wanted, patience, progress).chain(brought -> folder(wanted, patience, progress)));
    }

    private Uni<Void> bring(PackageRef wanted, Duration patience, Progress progress) {
        return onTheWay.computeIfAbsent(wanted.sha256(), sha256 -> download(wanted, patience, progress)
                .onTermination().invoke(() -> onTheWay.remove(sha256))
                .memoize().indefinitely());
    }

    private Uni<Void> download(PackageRef wanted, Duration patience, Progress progress) {
        return io.run(() -> begin(wanted))
                .chain(folder -> chunks.assemble(wanted.modelId(), wanted.totalChunks(), folder.resolve("package.zip"), patience,
                                (done, unknown) -> progress.moved(done, wanted.bytes()))
                        .chain(zip -> io.run(() -> shelve(wanted, zip, folder.resolve("files"))))
                        .eventually(() -> io.run(() -> removed(folder))));
    }

    /** Makes room for the zip and, as models hardly shrink in one, as much again for what it holds. */
    private Path begin(PackageRef wanted) throws IOException {
        room.make(shelf(), 2 * wanted.bytes(), "Model " + wanted.modelId() + " (its package and its files)");
        return Files.createDirectory(shelf().root().resolve("coming-" + Ids.next()));
    }

    private Void shelve(PackageRef wanted, Fetched zip, Path unpacked) throws IOException, InterruptedException {
        if (!zip.sha256().equals(wanted.sha256())) {
            throw new PerchException(ErrorCode.CHUNKS_DAMAGED, "model content changed: the chunks of model " + wanted.modelId()
                    + " hash to " + zip.sha256() + ", it was registered with " + wanted.sha256(),
                    "delete the model and register it again");
        }
        room.make(shelf(), Unpacking.claimedBytes(zip.file(), config), "Model " + wanted.modelId() + ", unpacked,");
        long bytes = Unpacking.unpack(zip.file(), unpacked, config);
        if (!here(wanted)) {
            shelf().add(wanted.sha256(), unpacked, bytes);
        }
        return null;
    }

    private boolean here(PackageRef wanted) throws IOException {
        Optional<CachedModel> present = shelf().lease(wanted.sha256());
        present.ifPresent(CachedModel::close);
        return present.isPresent();
    }

    private static Void removed(Path folder) throws IOException {
        Folders.delete(folder);
        return null;
    }

    /** Opened by the first who needs it, on a worker: taking up an old cache reads the disk. */
    private synchronized Shelf shelf() throws IOException {
        if (shelf == null) {
            owned = OwnedFolder.claim(config.cacheDir());
            shelf = new Shelf(owned.path());
        }
        return shelf;
    }

    @PreDestroy
    synchronized void close() throws IOException {
        if (owned != null) {
            owned.close();
        }
    }
}
