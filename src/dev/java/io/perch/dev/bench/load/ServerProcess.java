package io.perch.dev.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel (Linux) knows of a process. */
public record ServerProcess(long pid) {

    /** The unit of {@code /proc/PID/stat}, the same on every Linux. */
    private static final double TICKS_PER_SECOND = 100;

    /** User and system time of all its threads: in Java's case the compiler's and the collector's too. */
    public double cpuSeconds() {
        return cpuSeconds(read("stat"));
    }

    /** @param field {@code VmRSS}, what it has in memory now, or {@code VmHWM}, what it had at most */
    public long mebibytes(String field) {
        return mebibytes(read("status"), field);
    }

    /** Fields 14 and 15. The second, the program's name, may hold blanks and brackets itself. */
    static double cpuSeconds(String stat) {
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(afterName[11]) + Long.parseLong(afterName[12])) / TICKS_PER_SECOND;
    }

    static long mebibytes(String status, String field) {
        return status.lines().filter(line -> line.startsWith(field + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).findFirst().orElseThrow();
    }

    private String read(String file) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
