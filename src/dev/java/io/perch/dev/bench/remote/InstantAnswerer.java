package io.perch.dev.bench.remote;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;

/**
 * A service that costs next to nothing: {@code InstantAnswerer PORT} gives every chat the same answer of some 500 bytes, and
 * below {@link #IDLE} the first event of a stream that never goes on.
 */
public final class InstantAnswerer extends AbstractVerticle {

    /** A prefix of paths. */
    public static final String IDLE = "/idle";

    private static final Buffer WHOLE = Buffer.buffer(InstantAnswer.TEXT);
    private static final Buffer FIRST_EVENT = Buffer.buffer(InstantAnswer.FIRST_EVENT);

    private final int port;

    InstantAnswerer(int port) {
        this.port = port;
    }

    public static void main(String[] arguments) throws IOException {
        VertxProgram.run(() -> new InstantAnswerer(Integer.parseInt(arguments[0])));
    }

    @Override
    public void start(Promise<Void> started) {
        vertx.createHttpServer().requestHandler(InstantAnswerer::take).listen(port, "127.0.0.1")
                .<Void>mapEmpty().onComplete(started);
    }

    private static void take(HttpServerRequest request) {
        request.endHandler(end -> {
            if (request.path().startsWith(IDLE)) {
                begin(request.response());
            } else {
                request.response().putHeader("Content-Type", "application/json").end(WHOLE);
            }
        });
    }

    private static void begin(HttpServerResponse response) {
        response.setChunked(true).putHeader("Content-Type", "text/event-stream").write(FIRST_EVENT);
    }
}
