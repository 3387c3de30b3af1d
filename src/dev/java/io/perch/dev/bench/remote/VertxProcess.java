package io.perch.dev.bench.remote;

import io.perch.dev.Ports;
import io.perch.dev.Processes;
import io.perch.dev.StartFailed;
import io.perch.dev.bench.load.ServerProcess;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A bare Vert.x server on 127.0.0.1, in a JVM of its own that has the memory and the collector of Perch's. Ends with this one,
 * however that ends: its input closes.
 */
public final class VertxProcess implements AutoCloseable {

    private final Process process;
    private final int port;

    private VertxProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Answers every chat at once. Fails with {@link StartFailed}, as the other. @param logs a folder */
    public static VertxProcess instantAnswerer(Path logs) {
        return start(InstantAnswerer.class, logs, List.of());
    }

    /** Answers with vectors, late: {@link LateEmbedder}. */
    public static VertxProcess lateEmbedder(Path logs) {
        return start(LateEmbedder.class, logs, List.of());
    }

    /** Hands every request on to {@code answerer}. */
    public static VertxProcess reverseProxy(VertxProcess answerer, Path logs) {
        return start(ReverseProxy.class, logs, List.of(String.valueOf(answerer.port)));
    }

    private static VertxProcess start(Class<?> program, Path logs, List<String> arguments) {
        int port = Ports.free();
        List<String> command = new ArrayList<>(List.of(Processes.java(), "-Xmx1g", "-XX:+UseParallelGC",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "-cp", System.getProperty("java.class.path"),
                program.getName(), String.valueOf(port)));
        command.addAll(arguments);
        Path log = logs.resolve(program.getSimpleName() + ".log");
        try {
            return ready(new ProcessBuilder(command).redirectError(Redirect.to(log.toFile())).start(), port, log);
        } catch (IOException failure) {
            throw new StartFailed(program.getSimpleName() + " did not start", log, failure);
        }
    }

    private static VertxProcess ready(Process process, int port, Path log) throws IOException {
        String said = process.inputReader(StandardCharsets.UTF_8).readLine();
        if (!VertxProgram.READY.equals(said)) {
            process.destroy();
            throw new StartFailed("A server of the bench did not start, and said " + said, log, null);
        }
        return new VertxProcess(process, port);
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    public ServerProcess process() {
        return new ServerProcess(process.pid());
    }

    @Override
    public void close() {
        process.destroy();
    }
}
