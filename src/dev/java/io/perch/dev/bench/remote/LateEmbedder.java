package io.perch.dev.bench.remote;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A service far away: {@code LateEmbedder PORT} answers {@code {"texts": […]}} with a vector each, {@link #MILLIS} later. */
public final class LateEmbedder extends AbstractVerticle {

    public static final int MILLIS = 50;
    public static final int DIMENSIONS = 384;

    private static final String VECTOR = IntStream.range(0, DIMENSIONS).mapToObj(i -> "0.0" + (100_000 + 7 * i))
            .collect(Collectors.joining(",", "[", "]"));

    private final int port;

    LateEmbedder(int port) {
        this.port = port;
    }

    public static void main(String[] arguments) throws IOException {
        VertxProgram.run(() -> new LateEmbedder(Integer.parseInt(arguments[0])));
    }

    @Override
    public void start(Promise<Void> started) {
        vertx.createHttpServer().requestHandler(this::take).listen(port, "127.0.0.1").<Void>mapEmpty().onComplete(started);
    }

    private void take(HttpServerRequest request) {
        request.bodyHandler(body -> vertx.setTimer(MILLIS, late ->
                request.response().putHeader("Content-Type", "application/json").end(answer(body))));
    }

    private static Buffer answer(Buffer body) {
        int texts = body.toJsonObject().getJsonArray("texts").size();
        return Buffer.buffer("{\"response\":[" + String.join(",", Collections.nCopies(texts, VECTOR)) + "]}");
    }
}
