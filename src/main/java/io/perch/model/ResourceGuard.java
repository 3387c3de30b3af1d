package io.perch.model;

import io.perch.artifact.ArtifactConfig;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.settings.MlSettings;
import io.perch.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** ML Commons's circuit breakers: nothing is registered or deployed while the heap or the disk is nearly full. */
@ApplicationScoped
public class ResourceGuard {

    private static final long MIB = 1 << 20;

    private final Settings settings;
    private final Path disk;

    ResourceGuard(Settings settings, ArtifactConfig config) {
        this.settings = settings;
        this.disk = config.cacheDir();
    }

    /** Throws MEMORY_SHORT or DISK_SHORT, with the numbers. Looks at the disk: not for an event loop. */
    public void check() {
        checkHeap();
        checkDisk();
    }

    private void checkHeap() {
        int threshold = settings.get(MlSettings.JVM_HEAP_MEMORY_THRESHOLD);
        int used = heapPercent();
        if (threshold < 100 && used > threshold) {
            throw new PerchException(ErrorCode.MEMORY_SHORT, "Memory Circuit Breaker is open, please check your resources! "
                    + used + "% of the heap is in use, at most " + threshold + "% may be",
                    "give the replica more memory, or raise plugins.ml_commons.jvm_heap_memory_threshold");
        }
    }

    private void checkDisk() {
        long threshold = settings.get(MlSettings.DISK_FREE_SPACE_THRESHOLD);
        long free = freeDisk();
        if (threshold >= 0 && free < threshold) {
            throw new PerchException(ErrorCode.DISK_SHORT, "Disk Circuit Breaker is open, please check your resources! "
                    + free / MIB + " MiB are free under " + disk + ", at least " + threshold / MIB + " MiB must be",
                    "free some disk, or lower plugins.ml_commons.disk_free_space_threshold (-1 switches it off)");
        }
    }

    /** Of what is in use after the last collection: garbage does not count. */
    private static int heapPercent() {
        long used = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(Objects::nonNull)
                .mapToLong(MemoryUsage::getUsed).sum();
        return (int) (used * 100 / Runtime.getRuntime().maxMemory());
    }

    private long freeDisk() {
        try {
            Path existing = disk.toAbsolutePath();
            while (!Files.exists(existing)) {
                existing = existing.getParent();
            }
            return Files.getFileStore(existing).getUsableSpace();
        } catch (IOException unknown) {
            return Long.MAX_VALUE;
        }
    }
}
