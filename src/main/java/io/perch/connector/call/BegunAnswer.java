package io.perch.connector.call;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.smallrye.mutiny.vertx.MultiHelper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/** Waits until the answer begins; what follows belongs to whoever takes the {@link HttpStream}. */
final class BegunAnswer extends Exchange<HttpStream> {

    BegunAnswer(HttpCall call, Troubles troubles, UniEmitter<? super HttpStream> caller, CallMetrics.Try metered) {
        super(call, troubles, caller, metered);
    }

    @Override
    void read(HttpClientResponse response) {
        // nothing may come before somebody listens
        response.pause();
        if (isOver()) {
            return;
        }
        Multi<Buffer> bytes = MultiHelper.toMulti(response)
                .onFailure().transform(failure -> broken(failure).why())
                .onCancellation().invoke(() -> breakOff(response));
        complete(response.statusCode(), new HttpStream(response.statusCode(), response.headers(), bytes));
    }

    /** Nobody listens any more, not even to what comes of this. */
    private void breakOff(HttpClientResponse response) {
        response.exceptionHandler(nothing -> { });
        breakOff();
    }
}
