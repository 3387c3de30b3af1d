package io.perch.connector.call;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.concurrent.atomic.AtomicBoolean;

/** One request under way. It ends exactly once: with what its caller waits for, with a failure, or because the caller went away. */
abstract sealed class Exchange<T> permits WholeAnswer, BegunAnswer {

    private final HttpCall call;
    private final Troubles troubles;
    private final UniEmitter<? super T> caller;
    private final CallMetrics.Try metered;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile HttpClientRequest request;

    Exchange(HttpCall call, Troubles troubles, UniEmitter<? super T> caller, CallMetrics.Try metered) {
        this.call = call;
        this.troubles = troubles;
        this.caller = caller;
        this.metered = metered;
    }

    final void begin(HttpClientRequest connected) {
        request = connected;
        if (over.get()) {
            connected.reset();
            return;
        }
        connected.exceptionHandler(failure -> fail(troubles.talking(failure, false)));
        connected.response().onSuccess(this::read).onFailure(failure -> fail(troubles.talking(failure, false)));
        if (call.body() == null) {
            connected.end();
        } else {
            connected.end(call.body());
        }
    }

    /** The head of the answer is there. */
    abstract void read(HttpClientResponse response);

    /** What broke while the answer was coming. */
    final CallFailed broken(Throwable failure) {
        return troubles.talking(failure, true);
    }

    final boolean isOver() {
        return over.get();
    }

    final void complete(int status, T answer) {
        if (over.compareAndSet(false, true)) {
            metered.answered(status);
            caller.complete(answer);
        }
    }

    final void fail(CallFailed failure) {
        if (over.compareAndSet(false, true)) {
            metered.failed(failure.why().code());
            caller.fail(failure);
        }
    }

    /** The caller has gone away, or gave up. */
    final void cancel() {
        if (over.compareAndSet(false, true)) {
            metered.abandoned();
            breakOff();
        }
    }

    final void breakOff() {
        HttpClientRequest connected = request;
        if (connected != null) {
            connected.reset();
        }
    }
}
