package io.perch.api;

import io.perch.base.PerchException;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Flow.Subscription;
import java.util.function.Function;

/**
 * Writes pieces as server-sent events, each when its reader has taken those before it. What fails before the first event is an
 * ordinary error, what fails later an event of its own; a reader who hangs up ends the work.
 */
final class EventWriter<T> implements MultiSubscriber<T> {

    private final RoutingContext http;
    private final HttpServerResponse response;
    private final Function<T, String> data;
    private final UniEmitter<? super Void> done;
    private volatile Subscription pieces;
    private boolean begun;

    EventWriter(RoutingContext http, Function<T, String> data, UniEmitter<? super Void> done) {
        this.http = http;
        this.response = http.response();
        this.data = data;
        this.done = done;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        pieces = subscription;
        http.addEndHandler(end -> {
            if (end.failed()) {
                subscription.cancel();
                done.complete(null);
            }
        });
        subscription.request(1);
    }

    @Override
    public void onItem(T piece) {
        if (response.closed()) {
            return;
        }
        write(data.apply(piece));
        if (response.writeQueueFull()) {
            response.drainHandler(drained -> pieces.request(1));
        } else {
            pieces.request(1);
        }
    }

    private void write(String event) {
        if (!begun) {
            begun = true;
            response.setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        }
        response.write("data: " + event + "\n\n");
    }

    @Override
    public void onFailure(Throwable failure) {
        if (!begun) {
            done.fail(failure);
            return;
        }
        if (!response.closed()) {
            PerchException named = Failures.named(failure, http.request());
            write(ErrorEnvelope.of(named, http).body().toString());
        }
        onCompletion();
    }

    @Override
    public void onCompletion() {
        if (!response.closed() && !response.ended()) {
            response.end();
        }
        done.complete(null);
    }
}
