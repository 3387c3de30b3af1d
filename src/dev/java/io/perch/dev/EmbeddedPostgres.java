package io.perch.dev;

import static io.perch.dev.Folders.ensure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/**
 * A PostgreSQL server of our own as a child process on 127.0.0.1, with role {@code perch} (password {@code perch}) and database
 * {@code perch}. Works as root and as an ordinary user. Can be stopped and started again on the same port and data.
 *
 * <p>The server outlives a killed JVM: whoever starts next on the same folder ends it first.
 */
public final class EmbeddedPostgres implements Server {

    private static final Duration STARTUP = Duration.ofSeconds(60);

    private final Path binaries;
    private final Path dir;
    private final int port;
    private final boolean keep;
    private io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;
    private boolean closed;

    /**
     * Not started yet.
     *
     * @param binaries where the server's programs are unpacked once; never a parent of {@code dir}: zonky clears out data
     *                 folders that it finds there
     * @param dir      holds {@code data/} and {@code postgres.log}
     * @param port     {@code 0}: any free one
     * @param keep     whether the data survive {@link #close}
     */
    public EmbeddedPostgres(Path binaries, Path dir, int port, boolean keep) {
        this.binaries = binaries.toAbsolutePath();
        this.dir = dir.toAbsolutePath();
        this.port = port == 0 ? Ports.free() : port;
        this.keep = keep;
    }

    /** Started. */
    public static EmbeddedPostgres start(Path binaries, Path dir, int port, boolean keep) {
        EmbeddedPostgres postgres = new EmbeddedPostgres(binaries, dir, port, keep);
        postgres.start();
        return postgres;
    }

    /** Returns once the database exists. On the same port and data as before. Does nothing while it runs. */
    @Override
    public synchronized void start() {
        if (server != null) {
            return;
        }
        if (closed) {
            throw new StartFailed("PostgreSQL was closed");
        }
        endStale();
        try {
            server = io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(ensure(binaries).toFile())
                    .setDataDirectory(ensure(dir).resolve("data"))
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setLocaleConfig("locale", "C")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("shared_buffers", "32MB")
                    .setPort(port)
                    .setPGStartupWait(STARTUP)
                    .setOutputRedirector(Redirect.appendTo(log().toFile()))
                    .setErrorRedirector(Redirect.appendTo(log().toFile()))
                    .start();
            createDatabase();
        } catch (IOException | SQLException | IllegalStateException failure) {
            stop();
            throw new StartFailed("PostgreSQL did not start on port " + port, log(), failure);
        }
    }

    /** Clients lose their connections; the data stay. Does nothing while it is stopped. */
    public synchronized void stop() {
        if (server == null) {
            endStale();
            return;
        }
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            server = null;
        }
    }

    public void restart() {
        stop();
        start();
    }

    @Override
    public void endStale() {
        process().ifPresent(Processes::end);
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Path log() {
        return dir.resolve("postgres.log");
    }

    @Override
    public Optional<ProcessHandle> process() {
        return postmaster().flatMap(Postmaster::alive);
    }

    @Override
    public synchronized void close() {
        closed = true;
        stop();
        if (!keep) {
            Folders.delete(dir);
        }
    }

    private void createDatabase() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection(); Statement sql = connection.createStatement()) {
            if (!exists(sql, "SELECT 1 FROM pg_roles WHERE rolname = 'perch'")) {
                sql.execute("CREATE ROLE perch LOGIN CREATEDB PASSWORD 'perch'");
            }
            if (!exists(sql, "SELECT 1 FROM pg_database WHERE datname = 'perch'")) {
                sql.execute("CREATE DATABASE perch OWNER perch");
            }
        }
    }

    private static boolean exists(Statement sql, String query) throws SQLException {
        try (ResultSet rows = sql.executeQuery(query)) {
            return rows.next();
        }
    }

    private Optional<Postmaster> postmaster() {
        Path file = dir.resolve("data/postmaster.pid");
        return Files.exists(file) ? Postmaster.read(file) : Optional.empty();
    }
}
