package io.perch.api;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.ext.web.RoutingContext;

/** No work for callers who have gone. */
final class HangUp {

    private HangUp() {
    }

    /** Cancels {@code work} when the connection closes before it is answered. */
    static <T> Uni<T> cancels(RoutingContext http, Uni<T> work) {
        return Uni.createFrom().emitter(emitter -> {
            Cancellable running = work.subscribe().with(emitter::complete, emitter::fail);
            http.addEndHandler(end -> {
                if (end.failed()) {
                    running.cancel();
                    emitter.fail(new PerchException(ErrorCode.DEADLINE_EXCEEDED, "The caller hung up", null));
                }
            });
        });
    }
}
