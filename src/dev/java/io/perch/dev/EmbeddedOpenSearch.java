package io.perch.dev;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An OpenSearch server of our own as a child process on 127.0.0.1: one node, 512 MB of heap, no security. Works as root and as an
 * ordinary user. Can be stopped and started again on the same port and data. It ends by itself when this JVM is gone.
 */
public final class EmbeddedOpenSearch implements Server {

    private final OpenSearchHome home;
    private final Child child;
    private final int port;
    private final boolean keep;

    /**
     * Not started yet.
     *
     * @param distribution the unpacked server, shared by all that start from it and left as it is
     * @param dir          holds {@code data/}, {@code config/} and {@code opensearch.log}
     * @param port         {@code 0}: any free one
     * @param keep         whether the data survive {@link #close}
     */
    public EmbeddedOpenSearch(Path distribution, Path dir, int port, boolean keep) {
        this.home = new OpenSearchHome(distribution.toAbsolutePath(), dir.toAbsolutePath());
        this.child = new Child(home.dir(), "opensearch");
        this.port = port == 0 ? Ports.free() : port;
        this.keep = keep;
    }

    /** Started. */
    public static EmbeddedOpenSearch start(Path distribution, Path dir, int port, boolean keep) {
        EmbeddedOpenSearch openSearch = new EmbeddedOpenSearch(distribution, dir, port, keep);
        openSearch.start();
        return openSearch;
    }

    /** Returns once its indices can be read and written. Does nothing while it runs. */
    @Override
    public void start() {
        if (child.isStarted()) {
            return;
        }
        child.endStale();
        try {
            home.prepare(port);
            child.start(new ProcessBuilder(command()), URI.create(url() + "/_cluster/health?wait_for_status=yellow&timeout=1s"));
        } catch (IOException | StartFailed failure) {
            throw new StartFailed("OpenSearch did not start on port " + port + ": " + failure.getMessage(), log(), failure);
        }
    }

    /** Clients lose their connections; the data stay. Does nothing while it is stopped. */
    public void stop() {
        child.stop();
    }

    public void restart() {
        stop();
        start();
    }

    @Override
    public void endStale() {
        child.endStale();
    }

    @Override
    public String name() {
        return "OpenSearch";
    }

    @Override
    public int port() {
        return port;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public Path log() {
        return child.log();
    }

    @Override
    public Optional<ProcessHandle> process() {
        return child.process();
    }

    @Override
    public void close() {
        child.close();
        if (!keep) {
            Folders.delete(home.dir());
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Processes.java());
        command.addAll(home.jvmOptions());
        command.addAll(List.of("-cp", home.classPath(), "org.opensearch.bootstrap.OpenSearch"));
        return command;
    }
}
