package io.perch.testing;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** Serves one folder over HTTP on 127.0.0.1, as the place that models are registered from. */
public final class FileServer implements AutoCloseable {

    private final HttpServer server;

    public FileServer(Path folder) {
        server = SimpleFileServer.createFileServer(new InetSocketAddress("127.0.0.1", 0), folder.toAbsolutePath(),
                SimpleFileServer.OutputLevel.NONE);
        server.start();
    }

    public String url(String file) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + file;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
