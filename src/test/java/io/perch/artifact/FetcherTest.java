package io.perch.artifact;

import io.perch.base.Sha256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetcherTest {

    private static final UrlPolicy ANY = url -> { };

    @TempDir
    Path folder;
    Path target;
    HttpServer server;
    String base;
    Fetcher fetcher;
    byte[] content = new byte[300_000];

    @BeforeEach
    void serve() throws IOException {
        new Random(7).nextBytes(content);
        target = folder.resolve("target.zip");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/model.zip", exchange -> answer(exchange, 200, content));
        server.createContext("/missing.zip", exchange -> answer(exchange, 404, "no".getBytes()));
        server.createContext("/broken.zip", exchange -> answer(exchange, 500, "oh".getBytes()));
        server.createContext("/moved.zip", exchange -> redirect(exchange, "moved-again.zip"));
        server.createContext("/moved-again.zip", exchange -> redirect(exchange, base + "/model.zip"));
        server.createContext("/loop.zip", exchange -> redirect(exchange, "/loop.zip"));
        server.createContext("/forbidden.zip", exchange -> redirect(exchange, "http://127.0.0.2:9/secret"));
        server.createContext("/to-file.zip", exchange -> redirect(exchange, "file:///etc/passwd"));
        server.start();
        base = "http://127.0.0.1:" + server.getAddress().getPort();
        fetcher = new Fetcher(Configs.artifact(Map.of("perch.artifact.stall-timeout", "300ms",
                "perch.artifact.file-roots", folder.resolve("models").toString())));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void fetchesAndHashes() throws Exception {
        long[] seen = new long[2];

        Fetched fetched = fetcher.fetch(URI.create(base + "/model.zip"), ANY, target, (done, total) -> {
            seen[0] = done;
            seen[1] = total;
        });

        assertThat(fetched.file()).hasBinaryContent(content);
        assertThat(fetched.sha256()).isEqualTo(Sha256.of(content));
        assertThat(seen).containsExactly(content.length, content.length);
        fetched.close();
        assertThat(target).doesNotExist();
    }

    @Test
    void followsRedirects() throws Exception {
        Fetched fetched = fetcher.fetch(URI.create(base + "/moved.zip"), ANY, target, Progress.UNHEARD);

        assertThat(fetched.bytes()).isEqualTo(content.length);
    }

    @Test
    void endsARedirectLoop() {
        failed(base + "/loop.zip", ErrorCode.FETCH_FAILED, "Cannot fetch " + base + "/loop.zip: it redirects more than 5 times");
    }

    @Test
    void judgesEachHop() {
        UrlPolicy here = UrlPolicy.finding(Pattern.compile("^" + Pattern.quote(base)));

        PerchException refusal = failure(base + "/forbidden.zip", here);

        assertThat(refusal.code()).isEqualTo(ErrorCode.URL_NOT_TRUSTED);
        assertThat(refusal.reason()).isEqualTo("URL can't match trusted url regex");
    }

    @Test
    void aRootWithTlsIsNotLeftForOneWithout() {
        UrlPolicy policy = UrlPolicy.asSafeAs(URI.create("HTTPS://mirror/models"));

        policy.check(URI.create("https://elsewhere/x"));
        PerchException refusal = catchThrowableOfType(PerchException.class, () -> policy.check(URI.create("http://mirror/x")));
        assertThat(refusal.code()).isEqualTo(ErrorCode.URL_NOT_TRUSTED);
        UrlPolicy.asSafeAs(URI.create("http://mirror/models")).check(URI.create("http://elsewhere/x"));
    }

    @Test
    void neverRedirectsToAFile() {
        assertThat(failure(base + "/to-file.zip", ANY).code()).isEqualTo(ErrorCode.URL_NOT_TRUSTED);
    }

    @Test
    void saysTheStatusAndHidesSecrets() {
        failed(base.replace("//", "//me:secret@") + "/missing.zip?signature=secret", ErrorCode.FETCH_FAILED,
                "Cannot fetch " + base + "/missing.zip: the server answered 404");
        failed(base + "/broken.zip", ErrorCode.FETCH_FAILED, "Cannot fetch " + base + "/broken.zip: the server answered 500");
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        failed("http://127.0.0.1:" + port + "/x", ErrorCode.FETCH_FAILED,
                "Cannot fetch http://127.0.0.1:" + port + "/x: the connection was refused");
    }

    @Test
    void saysThatTheHostIsUnknown() {
        failed("http://nowhere.invalid/x", ErrorCode.FETCH_FAILED, "Cannot fetch http://nowhere.invalid/x: the host is unknown");
    }

    @Test
    void refusesOtherSchemes() {
        failed("ftp://host/x", ErrorCode.URL_NOT_TRUSTED, "ftp://host/x cannot be fetched");
        failed("http:///x", ErrorCode.URL_NOT_TRUSTED, "http:/x cannot be fetched");
    }

    @Test
    void refusesAnAnnouncedSizeAboveTheLimit() throws Exception {
        try (RawServer big = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 5368709120\r\n\r\n", true)) {
            failed(big.url(), ErrorCode.MODEL_TOO_BIG, "Model file size exceeds the limit of 4GB: 5368709120");
        }
    }

    @Test
    void refusesASizeThatGrowsAboveTheLimit() throws Exception {
        fetcher = new Fetcher(Configs.artifact(Map.of("perch.artifact.max-model-size", "1K")));
        try (RawServer endless = new RawServer("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + "x".repeat(5000), false)) {
            assertThat(failure(endless.url(), ANY).reason()).startsWith("Model file size exceeds the limit of 1KB: ");
        }
    }

    @Test
    void noticesATruncatedBody() throws Exception {
        try (RawServer half = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf", false)) {
            assertThat(failure(half.url(), ANY).code()).isEqualTo(ErrorCode.FETCH_FAILED);
        }
    }

    @Test
    void givesUpOnASilentServer() throws Exception {
        try (RawServer silent = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf", true)) {
            failed(silent.url(), ErrorCode.FETCH_FAILED,
                    "Cannot fetch " + silent.url() + ": the server fell silent for 0.3 s");
        }
    }

    @Test
    void interruptingCancels() throws Exception {
        fetcher = new Fetcher(Configs.artifact(Map.of()));
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        try (RawServer silent = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf", true)) {
            Thread fetching = Thread.ofPlatform().start(() -> {
                try {
                    fetcher.fetch(URI.create(silent.url()), ANY, target, (done, total) -> begun.countDown());
                } catch (Throwable failure) {
                    end.complete(failure);
                }
            });
            begun.await();
            fetching.interrupt();

            assertThat(end.get()).isInstanceOf(InterruptedException.class);
            assertThat(target).doesNotExist();
        }
    }

    @Test
    void readsFilesFromTheOpenFolders() throws Exception {
        Path file = Files.createDirectories(folder.resolve("models")).resolve("a model.zip");
        Files.write(file, content);

        assertThat(fetcher.fetch(file.toUri(), ANY, target, Progress.UNHEARD).sha256()).isEqualTo(Sha256.of(content));
    }

    @Test
    void readsNoOtherFiles() throws Exception {
        Path models = Files.createDirectories(folder.resolve("models"));
        Path secret = Files.writeString(folder.resolve("secret.zip"), "secret");
        Files.createSymbolicLink(models.resolve("link.zip"), secret);

        assertThat(failure(secret.toUri().toString(), ANY).hint()).contains("perch.artifact.file-roots");
        assertThat(failure("file://" + models + "/../secret.zip", ANY).code()).isEqualTo(ErrorCode.URL_NOT_TRUSTED);
        assertThat(failure("file://" + models + "/link.zip", ANY).code()).isEqualTo(ErrorCode.URL_NOT_TRUSTED);
        assertThat(failure("file://elsewhere/models/x.zip", ANY).code()).isEqualTo(ErrorCode.URL_NOT_TRUSTED);
        failed("file://" + models, ErrorCode.FETCH_FAILED, "Cannot fetch file:" + models + ": it is not a regular file");
        failed("file://" + models + "/none.zip", ErrorCode.FETCH_FAILED,
                "Cannot fetch file:" + models + "/none.zip: there is no such file");
    }

    private void failed(String url, ErrorCode code, String reason) {
        PerchException failure = failure(url, ANY);
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.code()).isEqualTo(code);
    }

    private PerchException failure(String url, UrlPolicy policy) {
        PerchException failure = catchThrowableOfType(PerchException.class,
                () -> fetcher.fetch(URI.create(url), policy, target, Progress.UNHEARD));
        assertThat(target).doesNotExist();
        return failure;
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().set("Location", location);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    /** Says one thing to each who calls, whole or not, then hangs up or falls silent. */
    private static final class RawServer implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

        RawServer(String answer, boolean staysOnTheLine) throws IOException {
            Thread.ofVirtual().start(() -> {
                try {
                    Socket caller = socket.accept();
                    caller.getInputStream().read();
                    caller.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                    if (!staysOnTheLine) {
                        caller.shutdownOutput();
                    }
                } catch (IOException closed) {
                    // the test is over
                }
            });
        }

        String url() {
            return "http://127.0.0.1:" + socket.getLocalPort() + "/raw.zip";
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
