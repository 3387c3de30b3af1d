package io.perch.connector.call;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.smallrye.mutiny.vertx.MultiHelper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.concurrent.atomic.AtomicBoolean;

/** One request until its answer begins; what follows belongs to whoever takes the {@link HttpStream}. */
final class StreamExchange {

    private final HttpCall call;
    private final Troubles troubles;
    private final UniEmitter<? super HttpStream> caller;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile HttpClientRequest request;

    StreamExchange(HttpCall call, Troubles troubles, UniEmitter<? super HttpStream> caller) {
        this.call = call;
        this.troubles = troubles;
        this.caller = caller;
    }

    void begin(HttpClientRequest connected) {
        request = connected;
        if (over.get()) {
            connected.reset();
            return;
        }
        connected.exceptionHandler(failure -> fail(troubles.talking(failure, false)));
        connected.response().onSuccess(this::handOver).onFailure(failure -> fail(troubles.talking(failure, false)));
        connected.end(call.body() == null ? Buffer.buffer() : call.body());
    }

    private void handOver(HttpClientResponse response) {
        // nothing may come before somebody listens
        response.pause();
        if (over.compareAndSet(false, true)) {
            Multi<Buffer> bytes = MultiHelper.toMulti(response)
                    .onFailure().transform(failure -> troubles.talking(failure, true).why())
                    .onCancellation().invoke(() -> breakOff(response));
            caller.complete(new HttpStream(response.statusCode(), response.headers(), bytes));
        }
    }

    /** Nobody listens any more, not even to what comes of this. */
    private void breakOff(HttpClientResponse response) {
        response.exceptionHandler(nothing -> { });
        request.reset();
    }

    void fail(CallFailed failure) {
        if (over.compareAndSet(false, true)) {
            caller.fail(failure);
        }
    }

    /** The caller has gone away before the answer began. */
    void cancel() {
        if (over.compareAndSet(false, true) && request != null) {
            request.reset();
        }
    }
}
