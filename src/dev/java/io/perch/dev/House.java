package io.perch.dev;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** PostgreSQL, OpenSearch and Perch as one thing that is up or down. Closing it leaves no process behind. */
public final class House implements AutoCloseable {

    private final Server postgres;
    private final Server openSearch;
    private final Server perch;
    private final Console console;
    private final CountDownLatch closing = new CountDownLatch(1);

    House(Server postgres, Server openSearch, Server perch, Console console) {
        this.postgres = postgres;
        this.openSearch = openSearch;
        this.perch = perch;
        this.console = console;
    }

    /** Returns once all three answer. Fails with {@link StartFailed}; what is up by then is for {@link #close}. */
    public void start() {
        perch.endStale();
        Together.run(postgres::endStale, openSearch::endStale);
        servers().forEach(House::requireFreePort);
        Together.run(() -> startOne(postgres), () -> startOne(openSearch));
        startOne(perch);
    }

    /** Waits until one of the three ends by itself. */
    Server awaitEnd() {
        return (Server) CompletableFuture.anyOf(servers().map(House::ended).toArray(CompletableFuture[]::new)).join();
    }

    /**
     * Whether what just failed failed because the house is going down. Waits a moment to be sure: Ctrl-C reaches all processes
     * at once, and a child may be gone before this JVM has heard of it.
     */
    boolean isClosing() {
        try {
            return closing.await(500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        perch.close();
        Together.run(postgres::close, openSearch::close);
    }

    private void startOne(Server server) {
        long begin = System.nanoTime();
        server.start();
        console.ready(server, System.nanoTime() - begin);
    }

    private Stream<Server> servers() {
        return Stream.of(postgres, openSearch, perch);
    }

    private static void requireFreePort(Server server) {
        if (!Ports.isFree(server.port())) {
            throw new StartFailed("Port " + server.port() + " for " + server.name() + " is taken by another program: stop that, or"
                    + " choose another port with " + portVariable(server) + ".");
        }
    }

    private static String portVariable(Server server) {
        return switch (server.name()) {
            case "Perch" -> "PERCH_PORT";
            case "PostgreSQL" -> "PERCH_POSTGRES_PORT";
            default -> "PERCH_OPENSEARCH_PORT";
        };
    }

    private static CompletableFuture<Server> ended(Server server) {
        return server.process()
                .map(process -> process.onExit().thenApply(gone -> server))
                .orElseGet(() -> CompletableFuture.completedFuture(server));
    }
}
