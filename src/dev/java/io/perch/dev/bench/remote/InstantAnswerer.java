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

    static final String SAID = "Perches are small freshwater fish with spiny fins that hunt in loose shoals, mostly by day.";

    /** As long as such an answer is with all the members that services send. */
    static final String ANSWER = """
            {"id":"chatcmpl-BPkJvQ7n2mXr5sTzLw8yHc4dE","object":"chat.completion","created":1700000000,"model":"instant",\
            "choices":[{"index":0,"message":{"role":"assistant","content":"%s","refusal":null},"logprobs":null,\
            "finish_reason":"stop"}],"usage":{"prompt_tokens":41,"completion_tokens":21,"total_tokens":62,\
            "prompt_tokens_details":{"cached_tokens":0}},"service_tier":"default","system_fingerprint":"fp_44709d6fcb"}"""
            .formatted(SAID);

    private static final Buffer WHOLE = Buffer.buffer(ANSWER);
    private static final Buffer FIRST_EVENT = Buffer.buffer("""
            data: {"id":"chatcmpl-idle","object":"chat.completion.chunk","created":1700000000,"model":"instant",\
            "choices":[{"index":0,"delta":{"role":"assistant","content":"Perches"},"finish_reason":null}]}

            """);

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
