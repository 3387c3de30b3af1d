package io.perch.api;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * The shortest way for what is asked most: a predict in plain JSON is answered here, right behind the {@link Door}. Quarkus REST
 * would look for the method, the reader and the writer once more for each of them. {@link PredictResource} describes the route,
 * and answers who wants another rendering.
 */
@ApplicationScoped
class PredictLane {

    private static final String TEMPLATE = "/_plugins/_ml/models/{model_id}/_predict";
    private static final int ID_AT = TEMPLATE.indexOf('{');
    private static final int AFTER_ID = TEMPLATE.length() - TEMPLATE.indexOf('}') - 1;

    /** Where Quarkus looks for the name of a route in metrics and traces. */
    private static final String ROUTE_NAME = "UrlPathTemplate";

    private final Predictions predictions;

    PredictLane(Predictions predictions) {
        this.predictions = predictions;
    }

    void open(@Observes Filters filters) {
        filters.register(this::take, Door.PRIORITY - 3);
    }

    private void take(RoutingContext http) {
        if (!isPlainPredict(http)) {
            http.next();
            return;
        }
        Vertx.currentContext().putLocal(ROUTE_NAME, TEMPLATE);
        try {
            predict(http);
        } catch (RuntimeException failure) {
            refuse(http, failure);
        }
    }

    private static boolean isPlainPredict(RoutingContext http) {
        Route route = Door.routeOf(http);
        // an encoded id is decoded by Quarkus REST
        return route != null && route.template().equals(TEMPLATE) && Door.renderingOf(http) == Rendering.PLAIN
                && http.normalizedPath().indexOf('%') < 0;
    }

    private void predict(RoutingContext http) {
        String path = http.normalizedPath();
        predictions.answer(path.substring(ID_AT, path.length() - AFTER_ID), Intake.bodyOf(http), http)
                .subscribe().with(answer -> end(http, answer), failure -> refuse(http, failure));
    }

    private static void end(RoutingContext http, Buffer answer) {
        HttpServerResponse response = http.response();
        if (!response.closed()) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, Rendering.PLAIN.contentType()).end(answer);
        }
    }

    private static void refuse(RoutingContext http, Throwable failure) {
        if (!http.response().closed()) {
            Door.refuse(http, Failures.named(failure, http.request()));
        }
    }
}
