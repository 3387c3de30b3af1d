package io.perch.dev.bench.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perch.dev.bench.load.Requests;
import io.perch.dev.bench.load.WrongAnswer;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdleStreamsTest {

    private static final int MANY = 150;

    private final Vertx vertx = Vertx.vertx();
    private final Queue<HttpServerResponse> open = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(MANY);

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void allBeginAndStayUntilTheyAreClosed() throws Exception {
        InetSocketAddress server = serving(request -> begin(request).write("data: 1\n\n"));

        try (IdleStreams streams = IdleStreams.open(MANY, server, request())) {
            streams.idle(Duration.ofMillis(20));
            assertThat(open).hasSize(MANY);
            assertThat(closed.getCount()).isEqualTo(MANY);
        }
        assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anEventMayComeInPieces() {
        InetSocketAddress server = serving(request -> begin(request).write("data: ")
                .onSuccess(sent -> open.element().write("1\n").onSuccess(more -> open.element().write("\n"))));

        IdleStreams.open(1, server, request()).close();

        assertThat(open).hasSize(1);
    }

    @Test
    void aRefusalIsNoStream() {
        InetSocketAddress server = serving(request -> request.response().setStatusCode(429).end("full"));

        assertThatThrownBy(() -> IdleStreams.open(1, server, request())).isInstanceOf(WrongAnswer.class)
                .hasMessageContaining("429").hasMessageContaining("full");
    }

    @Test
    void anAnswerAtOnceIsNoStream() {
        InetSocketAddress server = serving(request -> request.response().putHeader("Content-Type", "application/json").end("{}"));

        assertThatThrownBy(() -> IdleStreams.open(1, server, request())).isInstanceOf(WrongAnswer.class)
                .hasMessageContaining("application/json");
    }

    @Test
    void aStreamThatEndsIsNotIdle() {
        InetSocketAddress server = serving(request -> begin(request).write("data: 1\n\n"));

        try (IdleStreams streams = IdleStreams.open(1, server, request())) {
            open.element().end();
            assertThatThrownBy(() -> streams.idle(Duration.ofSeconds(30))).isInstanceOf(WrongAnswer.class);
        }
    }

    private HttpServerResponse begin(HttpServerRequest request) {
        HttpServerResponse response = request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
        request.connection().closeHandler(gone -> closed.countDown());
        open.add(response);
        return response;
    }

    private InetSocketAddress serving(Handler<HttpServerRequest> handler) {
        HttpServer server = vertx.createHttpServer().requestHandler(handler);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.actualPort());
    }

    private static byte[] request() {
        return Requests.bytes("/stream", "text/event-stream", "{}".getBytes(StandardCharsets.US_ASCII));
    }
}
