package io.perch.dev.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the kernel (Linux) knows of a process. */
public record ServerProcess(long pid) {

    /** The unit of {@code /proc/PID/stat}, the same on every Linux. */
    private static final double TICKS_PER_SECOND = 100;
    private static final String OPEN_FILES = "Max open files";

    /** This very process. */
    public static ServerProcess own() {
        return new ServerProcess(ProcessHandle.current().pid());
    }

    /** User and system time of all its threads: in Java's case the compiler's and the collector's too. */
    public double cpuSeconds() {
        return cpuSeconds(read("stat"));
    }

    /** @param field {@code VmRSS}, what it has in memory now, or {@code VmHWM}, what it had at most */
    public long mebibytes(String field) {
        return mebibytes(read("status"), field);
    }

    /** Files and connections that it has open now. */
    public int openFiles() {
        try (Stream<Path> files = Files.list(file("fd"))) {
            return (int) files.count();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Files and connections that it may have open at once. */
    public int mostOpenFiles() {
        return mostOpenFiles(read("limits"));
    }

    /** The soft limit, the first of the two. */
    static int mostOpenFiles(String limits) {
        return limits.lines().filter(line -> line.startsWith(OPEN_FILES))
                .map(line -> line.substring(OPEN_FILES.length()).strip().split(" +")[0])
                .mapToInt(most -> most.equals("unlimited") ? Integer.MAX_VALUE : Integer.parseInt(most))
                .findFirst().orElseThrow();
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
            return Files.readString(file(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path file(String name) {
        return Path.of("/proc", String.valueOf(pid), name);
    }
}
