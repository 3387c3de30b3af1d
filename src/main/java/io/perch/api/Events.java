package io.perch.api;

import io.perch.base.PerchException;
import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** A stream on its way out: what fails before the first event is an ordinary error, what fails later an event of its own. */
final class Events {

    private Events() {
    }

    /** @param write the data of an event */
    static <T> Multi<String> of(RoutingContext http, Multi<T> pieces, Function<T, String> write) {
        http.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        AtomicBoolean begun = new AtomicBoolean();
        return pieces.map(write::apply)
                .invoke(() -> begun.set(true))
                .onFailure(failure -> begun.get()).recoverWithItem(failure -> refusal(http, failure))
                // Quarkus REST writes "data:" and no more, which is right, but many a client looks for the blank behind it
                .map(data -> " " + data);
    }

    private static String refusal(RoutingContext http, Throwable failure) {
        PerchException named = Failures.named(failure, http.request());
        return ErrorEnvelope.of(named, http).body().toString();
    }
}
