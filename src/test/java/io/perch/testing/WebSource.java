package io.perch.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** A web server that gives models out, well or badly. */
public final class WebSource implements AutoCloseable {

    private final HttpServer server;

    public WebSource() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    public WebSource serves(String path, Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        return answers(path, exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        });
    }

    public WebSource answersStatus(String path, int status) {
        return answers(path, exchange -> exchange.sendResponseHeaders(status, -1));
    }

    public WebSource redirects(String path, String location) {
        return answers(path, exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
        });
    }

    /** Announces {@code length} bytes, sends {@code content} and hangs up. */
    public WebSource claims(String path, long length, byte[] content) {
        return answers(path, exchange -> {
            exchange.sendResponseHeaders(200, length);
            OutputStream body = exchange.getResponseBody();
            body.write(content);
            body.flush();
        });
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private WebSource answers(String path, Answer answer) {
        server.createContext(path, exchange -> {
            try (exchange) {
                answer.give(exchange);
            }
        });
        return this;
    }

    private interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }
}
