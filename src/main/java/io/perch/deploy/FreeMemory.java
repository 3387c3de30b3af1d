package io.perch.deploy;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** How much memory is left: of the container when it has a limit, else of the machine. */
@ApplicationScoped
class FreeMemory {

    private static final Path LIMIT = Path.of("/sys/fs/cgroup/memory.max");
    private static final Path USED = Path.of("/sys/fs/cgroup/memory.current");
    private static final Path STATISTICS = Path.of("/sys/fs/cgroup/memory.stat");
    private static final Path MACHINE = Path.of("/proc/meminfo");

    /** In bytes; {@code Long.MAX_VALUE} where the platform does not tell. */
    long bytes() {
        try {
            return Math.min(ofContainer(), ofMachine());
        } catch (IOException | NumberFormatException silent) {
            return Long.MAX_VALUE;
        }
    }

    /** Heap in use after the last collection, in percent of the most there may be. */
    int heapPercent() {
        long used = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(Objects::nonNull)
                .mapToLong(MemoryUsage::getUsed).sum();
        return (int) (used * 100 / Runtime.getRuntime().maxMemory());
    }

    private static long ofContainer() throws IOException {
        if (!Files.isReadable(LIMIT) || !Files.isReadable(USED)) {
            return Long.MAX_VALUE;
        }
        String limit = Files.readString(LIMIT).strip();
        if (limit.equals("max")) {
            return Long.MAX_VALUE;
        }
        // the page cache counts as used there, but the kernel gives it back
        long reclaimable = number(STATISTICS, "inactive_file");
        return Long.parseLong(limit) - Long.parseLong(Files.readString(USED).strip()) + reclaimable;
    }

    private static long ofMachine() throws IOException {
        return Files.isReadable(MACHINE) ? number(MACHINE, "MemAvailable:") * 1024 : Long.MAX_VALUE;
    }

    private static long number(Path file, String name) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name)).map(line -> line.split("\\s+")[1])
                    .mapToLong(Long::parseLong).findFirst().orElse(0);
        }
    }
}
