package io.perch.dev.bench.remote;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;

/**
 * The least that anything between a caller and a service can cost: {@code ReverseProxy PORT PORT_OF_THE_SERVICE} takes in a
 * request, sends it on with a key, takes in the answer and sends that back.
 */
final class ReverseProxy extends AbstractVerticle {

    private static final String HOST = "127.0.0.1";
    private static final int CONNECTIONS = 64;

    private final int port;
    private final int service;
    private HttpClient client;

    ReverseProxy(int port, int service) {
        this.port = port;
        this.service = service;
    }

    public static void main(String[] arguments) throws IOException {
        VertxProgram.run(() -> new ReverseProxy(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1])));
    }

    /** Each event loop has connections of its own: none waits for another. */
    @Override
    public void start(Promise<Void> started) {
        client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        vertx.createHttpServer().requestHandler(this::take).listen(port, HOST).<Void>mapEmpty().onComplete(started);
    }

    private void take(HttpServerRequest request) {
        request.body().compose(body -> ask(request, body))
                .compose(answer -> answer.body().onSuccess(body -> request.response().setStatusCode(answer.statusCode())
                        .putHeader("Content-Type", answer.getHeader("Content-Type")).end(body)))
                .onFailure(failure -> request.response().setStatusCode(502).end(String.valueOf(failure.getMessage())));
    }

    private Future<HttpClientResponse> ask(HttpServerRequest request, Buffer body) {
        return client.request(HttpMethod.POST, service, HOST, request.uri())
                .compose(onward -> onward.putHeader("Content-Type", request.getHeader("Content-Type"))
                        .putHeader("Authorization", "Bearer " + ChatModel.KEY).send(body));
    }
}
