package io.perch.connector.call;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The connections of one version of a connector. Redirects are not followed: nobody has judged where they lead. */
final class Transport implements AutoCloseable {

    private final HttpClient client;
    private final ClientLimits limits;
    private final AtomicInteger underWay = new AtomicInteger();

    /** @param waiting calls that may wait for a connection */
    Transport(Vertx vertx, ClientLimits limits, int waiting, HttpClientOptions tls) {
        this.limits = limits;
        this.client = vertx.createHttpClient(tls.setKeepAlive(true)
                        .setConnectTimeout(millis(limits.timeouts().connect()))
                        .setDecompressionSupported(true),
                new PoolOptions().setHttp1MaxSize(limits.connections()).setMaxWaitQueueSize(waiting));
    }

    /** Answers with whatever status. Fails with {@link CallFailed}. Cancelling it breaks the request off. */
    Uni<HttpAnswer> send(HttpCall call, long maxBytes) {
        return Uni.createFrom().emitter(caller -> {
            Troubles troubles = new Troubles(call, limits.timeouts());
            Exchange exchange = new Exchange(call, maxBytes, troubles, caller);
            boolean busy = underWay.incrementAndGet() > limits.connections();
            caller.onTermination(() -> {
                underWay.decrementAndGet();
                exchange.cancel();
            });
            client.request(call.options().setConnectTimeout(limits.timeouts().connect().toMillis())
                            .setIdleTimeout(limits.timeouts().read().toMillis()))
                    .onSuccess(exchange::begin)
                    .onFailure(failure -> exchange.fail(troubles.connecting(failure, busy)));
        });
    }

    private static int millis(Duration duration) {
        return (int) Math.min(Integer.MAX_VALUE, duration.toMillis());
    }

    @Override
    public void close() {
        client.close();
    }
}
