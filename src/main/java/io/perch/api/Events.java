package io.perch.api;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;

/** A stream on its way out. */
final class Events {

    private Events() {
    }

    /**
     * Writes the pieces as {@link EventWriter} does. Quarkus REST would send the head before the first of them is there, and an
     * error could no longer be told by its status.
     *
     * @param data of the event, one line
     */
    static <T> Uni<Void> send(RoutingContext http, Multi<T> pieces, Function<T, String> data) {
        return Uni.createFrom().emitter(done -> pieces.subscribe().withSubscriber(new EventWriter<>(http, data, done)));
    }
}
