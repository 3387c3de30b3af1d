package io.perch.deploy;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How much memory is left: of the container when it has a limit, else of the machine. */
@ApplicationScoped
class FreeMemory {

    private static final Path LIMIT = Path.of("/sys/fs/cgroup/memory.max");
    private static final Path USED = Path.of("/sys/fs/cgroup/memory.current");
    private static final Path STATISTICS = Path.of("/sys/fs/cgroup/memory.stat");
    private static final Path MACHINE = Path.of("/proc/meminfo");

    /** In bytes. What the kernel would give up at once, as the page cache, counts as free. */
    record Reading(long total, long free) {

        /** Where the platform does not tell: as if there were no end to it. */
        static final Reading UNKNOWN = new Reading(Long.MAX_VALUE, Long.MAX_VALUE);

        long used() {
            return total - free;
        }

        int usedPercent() {
            return (int) (used() * 100.0 / total);
        }
    }

    /** Of container and machine the one that has less left. */
    Reading now() {
        try {
            Reading container = ofContainer();
            Reading machine = ofMachine();
            return container.free() < machine.free() ? container : machine;
        } catch (IOException | NumberFormatException silent) {
            return Reading.UNKNOWN;
        }
    }

    private static Reading ofContainer() throws IOException {
        if (!Files.isReadable(LIMIT) || !Files.isReadable(USED)) {
            return Reading.UNKNOWN;
        }
        String limit = Files.readString(LIMIT).strip();
        if (limit.equals("max")) {
            return Reading.UNKNOWN;
        }
        // the page cache counts as used there, but the kernel gives it back
        long reclaimable = number(STATISTICS, "inactive_file");
        long total = Long.parseLong(limit);
        return new Reading(total, total - Long.parseLong(Files.readString(USED).strip()) + reclaimable);
    }

    private static Reading ofMachine() throws IOException {
        return Files.isReadable(MACHINE)
                ? new Reading(number(MACHINE, "MemTotal:") * 1024, number(MACHINE, "MemAvailable:") * 1024) : Reading.UNKNOWN;
    }

    private static long number(Path file, String name) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name)).map(line -> line.split("\\s+")[1])
                    .mapToLong(Long::parseLong).findFirst().orElse(0);
        }
    }
}
