package io.perch.dev.bench.stream;

import io.perch.dev.bench.load.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * How many streams this machine has room for. Children may open as many files as this JVM, which took at its start all that a
 * process may have ({@code -XX:+MaxFDLimit}); more is for whoever set the hard limit.
 *
 * @param streams at most
 * @param why     what bounds them, and how to have more; empty when all that were wanted have room
 */
public record Room(int streams, String why) {

    private static final Path PORTS = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    private static final int LINE = 100;

    /** For whatever else a process opens meanwhile. */
    private static final int SPARE = 200;

    /** @param perch has two connections per stream, {@code answerer} and the caller, this process, one */
    public static Room of(int wanted, ServerProcess perch, ServerProcess answerer) {
        int files = IntStream.of(free(perch) / 2, free(answerer), free(ServerProcess.own())).min().orElseThrow();
        return of(wanted, files, ports(read()));
    }

    /**
     * @param files streams that there are open files for
     * @param ports streams that there are ports for: those of the callers, as a port may go to Perch and to the answerer at once
     */
    static Room of(int wanted, int files, int ports) {
        if (wanted <= Math.min(files, ports)) {
            return new Room(wanted, "");
        }
        return files <= ports
                ? new Room(files, "a process may have " + ServerProcess.own().mostOpenFiles() + " open files here, and a stream"
                        + " takes two of Perch's: raise the hard limit (ulimit -Hn " + (2 * wanted + 2_000) + ") for the bench")
                : new Room(ports, "net.ipv4.ip_local_port_range has " + (ports + SPARE) + " ports, and a stream takes one to"
                        + " Perch: widen it");
    }

    /** First and last. */
    static int ports(String range) {
        String[] words = range.strip().split("\\s+");
        return Integer.parseInt(words[1]) - Integer.parseInt(words[0]) + 1 - SPARE;
    }

    private static int free(ServerProcess process) {
        return process.mostOpenFiles() - process.openFiles() - SPARE;
    }

    private static String read() {
        // in one go: the kernel answers the first read only, and Files.readString begins with one byte
        try (InputStream file = Files.newInputStream(PORTS)) {
            byte[] line = new byte[LINE];
            return new String(line, 0, file.read(line), StandardCharsets.US_ASCII);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
