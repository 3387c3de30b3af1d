package io.perch.api;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/**
 * The shortest way for what is asked most: plain JSON, answered right behind the {@link Door}. Quarkus REST would look for the
 * method, the reader and the writer once more for each request.
 */
final class Lane {

    /** Behind the Door's own steps. */
    static final int PRIORITY = Door.PRIORITY - 3;

    /** Where Quarkus looks for the name of a route in metrics and traces. */
    private static final String ROUTE_NAME = "UrlPathTemplate";

    private Lane() {
    }

    static boolean isFor(RoutingContext http, String template) {
        Route route = Door.routeOf(http);
        return route != null && route.template().equals(template);
    }

    static boolean isPlain(RoutingContext http) {
        return Door.renderingOf(http) == Rendering.PLAIN;
    }

    /** @param work may throw, too */
    static void answer(RoutingContext http, String template, Supplier<Uni<Buffer>> work) {
        Vertx.currentContext().putLocal(ROUTE_NAME, template);
        try {
            work.get().subscribe().with(answer -> end(http, answer), failure -> refuse(http, failure));
        } catch (RuntimeException failure) {
            refuse(http, failure);
        }
    }

    private static void end(RoutingContext http, Buffer answer) {
        HttpServerResponse response = http.response();
        if (!response.closed()) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, Rendering.PLAIN.contentType()).end(answer);
        }
    }

    static void refuse(RoutingContext http, Throwable failure) {
        if (!http.response().closed()) {
            Door.refuse(http, Failures.named(failure, http.request()));
        }
    }
}
