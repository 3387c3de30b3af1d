package io.perch.connector.call;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The connections of one version of a connector. Redirects are not followed: nobody has judged where they lead. */
final class Transport implements AutoCloseable {

    private final HttpClient client;
    private final ClientLimits limits;
    private final CallMetrics.OfConnector meters;
    private final AtomicInteger underWay = new AtomicInteger();

    /** @param waiting calls that may wait for a connection */
    Transport(Vertx vertx, ClientLimits limits, int waiting, HttpClientOptions tls, CallMetrics.OfConnector meters) {
        this.limits = limits;
        this.meters = meters;
        this.client = vertx.httpClientBuilder()
                .with(tls.setKeepAlive(true).setConnectTimeout(millis(limits.timeouts().connect())).setDecompressionSupported(true))
                .with(new PoolOptions().setHttp1MaxSize(limits.connections()).setMaxWaitQueueSize(waiting))
                // who uses it is told by his request; without a handler Vert.x would log an error on top
                .withConnectHandler(connection -> connection.exceptionHandler(broken -> { }))
                .build();
    }

    /** Answers with whatever status. Fails with {@link CallFailed}. Cancelling it breaks the request off. */
    Uni<HttpAnswer> send(HttpCall call, long maxBytes) {
        return Uni.createFrom().emitter(caller -> {
            Troubles troubles = new Troubles(call, limits.timeouts());
            WholeAnswer exchange = new WholeAnswer(call, maxBytes, troubles, caller, meters.begin());
            boolean busy = underWay.incrementAndGet() > limits.connections();
            caller.onTermination(() -> {
                underWay.decrementAndGet();
                exchange.cancel();
            });
            client.request(options(call))
                    .onSuccess(exchange::begin)
                    .onFailure(failure -> exchange.fail(troubles.connecting(failure, busy)));
        });
    }

    /** Answers as soon as the answer begins, with whatever status. Fails with {@link CallFailed}. */
    Uni<HttpStream> open(HttpCall call) {
        return Uni.createFrom().emitter(caller -> {
            Troubles troubles = new Troubles(call, limits.timeouts());
            BegunAnswer exchange = new BegunAnswer(call, troubles, caller, meters.begin());
            caller.onTermination(exchange::cancel);
            boolean busy = underWay.get() >= limits.connections();
            client.request(options(call))
                    .onSuccess(exchange::begin)
                    .onFailure(failure -> exchange.fail(troubles.connecting(failure, busy)));
        });
    }

    private RequestOptions options(HttpCall call) {
        return call.options().setConnectTimeout(limits.timeouts().connect().toMillis())
                .setIdleTimeout(limits.timeouts().read().toMillis());
    }

    private static int millis(Duration duration) {
        return (int) Math.min(Integer.MAX_VALUE, duration.toMillis());
    }

    /** @param tls for connections that open from now on */
    Uni<Void> renew(HttpClientOptions tls) {
        return UniHelper.toUni(client.updateSSLOptions(tls.getSslOptions())).replaceWithVoid();
    }

    @Override
    public void close() {
        client.close();
        meters.close();
    }
}
