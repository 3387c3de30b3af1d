package io.perch.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server that gives the first half of a file out and keeps the rest until {@link #goOn}. */
public final class SlowSource implements AutoCloseable {

    private final byte[] content;
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch halfGiven = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    public SlowSource(Path file) {
        try {
            content = Files.readAllBytes(file);
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/model.zip";
    }

    private void serve(HttpExchange exchange) throws IOException {
        int half = content.length / 2;
        try (exchange) {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, half);
            exchange.getResponseBody().flush();
            halfGiven.countDown();
            released.await();
            exchange.getResponseBody().write(content, half, content.length - half);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when somebody has been given half of it. */
    public void awaitHalf() {
        Await.until("somebody fetches from the slow source", () -> halfGiven.getCount() == 0);
    }

    public void goOn() {
        released.countDown();
    }

    @Override
    public void close() {
        released.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
