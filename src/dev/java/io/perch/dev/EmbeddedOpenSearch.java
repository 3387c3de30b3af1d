package io.perch.dev;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An OpenSearch server of our own as a child process on 127.0.0.1: one node, 512 MB of heap, no security. Works as root and as an
 * ordinary user. Can be stopped and started again on the same port and data. It ends by itself when this JVM is gone.
 */
public final class EmbeddedOpenSearch implements AutoCloseable {

    private static final Duration STARTUP = Duration.ofSeconds(120);
    private static final long POLL_MILLIS = 100;

    private final OpenSearchHome home;
    private final int port;
    private final boolean keep;
    private Process process;

    private EmbeddedOpenSearch(OpenSearchHome home, int port, boolean keep) {
        this.home = home;
        this.port = port;
        this.keep = keep;
    }

    /**
     * Returns once the server answers and its indices can be read and written.
     *
     * @param distribution the unpacked server, shared by all that start from it and left as it is
     * @param dir          holds {@code data/}, {@code config/} and {@code opensearch.log}
     * @param port         {@code 0}: any free one
     * @param keep         whether the data survive {@link #close}
     */
    public static EmbeddedOpenSearch start(Path distribution, Path dir, int port, boolean keep) {
        EmbeddedOpenSearch openSearch = new EmbeddedOpenSearch(
                new OpenSearchHome(distribution.toAbsolutePath(), dir.toAbsolutePath()), port == 0 ? Ports.free() : port, keep);
        openSearch.start();
        return openSearch;
    }

    /** On the same port and data as before. Does nothing while it runs. */
    public synchronized void start() {
        if (process != null) {
            return;
        }
        try {
            home.prepare(port);
            process = new ProcessBuilder(command())
                    .directory(home.dir().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(log().toFile()))
                    .start();
            awaitReady();
        } catch (IOException | StartFailed failure) {
            stop();
            throw new StartFailed("OpenSearch did not start on port " + port, log(), failure);
        } catch (InterruptedException interrupted) {
            stop();
            Thread.currentThread().interrupt();
            throw new StartFailed("The start of OpenSearch was interrupted");
        }
    }

    /** Clients lose their connections; the data stay. Does nothing while it is stopped. */
    public synchronized void stop() {
        if (process != null) {
            Processes.end(process.toHandle());
            process = null;
        }
    }

    public void restart() {
        stop();
        start();
    }

    public int port() {
        return port;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public Path log() {
        return home.dir().resolve("opensearch.log");
    }

    /** The server's process, while there is one. */
    public synchronized Optional<ProcessHandle> process() {
        return Optional.ofNullable(process).map(Process::toHandle).filter(ProcessHandle::isAlive);
    }

    @Override
    public void close() {
        stop();
        if (!keep) {
            Folders.delete(home.dir());
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(home.jvmOptions());
        command.addAll(List.of("-cp", home.classPath(), "org.opensearch.bootstrap.OpenSearch"));
        return command;
    }

    private void awaitReady() throws InterruptedException {
        long end = System.nanoTime() + STARTUP.toNanos();
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
            while (!isReady(client)) {
                if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new StartFailed("It ended with exit code " + process.exitValue());
                }
                if (System.nanoTime() > end) {
                    throw new StartFailed("It was not ready after " + STARTUP.toSeconds() + " s");
                }
            }
        }
    }

    private boolean isReady(HttpClient client) throws InterruptedException {
        try {
            HttpRequest health = HttpRequest.newBuilder(URI.create(url() + "/_cluster/health?wait_for_status=yellow&timeout=1s"))
                    .timeout(Duration.ofSeconds(5)).build();
            return client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
