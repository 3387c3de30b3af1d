package io.perch.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocket;

/**
 * A remote service on 127.0.0.1, down to the bytes: it answers each path as it was told, well or badly, and remembers what it was
 * asked. One virtual thread per connection.
 */
public final class Provider implements AutoCloseable {

    /** One request. Names of headers are in lower case. @param path with the query */
    public record Asked(String method, String path, Map<String, String> headers, String body) {
    }

    /** How a path answers. */
    public interface Behaviour {
        void answer(Asked asked, Wire wire) throws IOException, InterruptedException;
    }

    private static final int MOST_WAITING = 1_000;

    private final String scheme;
    private final ServerSocket server;
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
    private volatile Behaviour otherwise = Behaviours.status(404);
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    public Provider() {
        this("http", socket(ServerSocketFactory.getDefault()));
    }

    private Provider(String scheme, ServerSocket server) {
        this.scheme = scheme;
        this.server = server;
        Thread.startVirtualThread(this::accept);
    }

    private static ServerSocket socket(ServerSocketFactory sockets) {
        try {
            return sockets.createServerSocket(0, MOST_WAITING, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static Provider secure(Certificates certificates) {
        return new Provider("https", socket(certificates.service().getServerSocketFactory()));
    }

    /** Takes nobody who does not show the client's certificate. */
    public static Provider mutual(Certificates certificates) {
        SSLServerSocket socket = (SSLServerSocket) socket(certificates.service().getServerSocketFactory());
        // before it is waited on: who is accepted is treated as was said when the wait began
        socket.setNeedClientAuth(true);
        return new Provider("https", socket);
    }

    /** {@code http://127.0.0.1:…} and the path. */
    public String url(String path) {
        return url("127.0.0.1", path);
    }

    /** The same by another name of this machine. */
    public String url(String host, String path) {
        return scheme + "://" + host + ":" + server.getLocalPort() + path;
    }

    /** @param path without query; a later behaviour replaces an earlier one */
    public Provider on(String path, Behaviour behaviour) {
        behaviours.put(path, behaviour);
        return this;
    }

    /** Answers every path that nothing is said of. */
    public Provider otherwise(Behaviour behaviour) {
        otherwise = behaviour;
        return this;
    }

    /** What was asked so far, in the order in which it came. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    public Asked last() {
        return asked.getLast();
    }

    public void forget() {
        asked.clear();
    }

    /** How many connections are open now. */
    public int connections() {
        return open.size();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread.startVirtualThread(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (Asked next = Requests.next(in); next != null && !socket.isClosed(); next = Requests.next(in)) {
                asked.add(next);
                behaviours.getOrDefault(next.path().split("\\?")[0], otherwise).answer(next, new Wire(socket));
            }
        } catch (IOException goneAway) {
            // the other side has hung up, or was made to
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Reads requests off a connection. */
    private static final class Requests {

        /** {@code null} when the other side has hung up. */
        private static Asked next(InputStream in) throws IOException {
            String start = line(in);
            if (start == null) {
                return null;
            }
            Map<String, String> headers = new TreeMap<>();
            for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
                int colon = line.indexOf(':');
                headers.put(line.substring(0, colon).toLowerCase(), line.substring(colon + 1).strip());
            }
            int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            String[] words = start.split(" ");
            return new Asked(words[0], words[1], headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }

        private static String line(InputStream in) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    return null;
                }
                line.append((char) next);
            }
            return line.toString().stripTrailing();
        }
    }
}
