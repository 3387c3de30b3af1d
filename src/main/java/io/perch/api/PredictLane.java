package io.perch.api;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Predicts in plain JSON by the {@link Lane}. {@link PredictResource} describes the route, and answers who wants another
 * rendering.
 */
@ApplicationScoped
class PredictLane {

    private static final String TEMPLATE = "/_plugins/_ml/models/{model_id}/_predict";
    private static final int ID_AT = TEMPLATE.indexOf('{');
    private static final int AFTER_ID = TEMPLATE.length() - TEMPLATE.indexOf('}') - 1;

    private final Predictions predictions;

    PredictLane(Predictions predictions) {
        this.predictions = predictions;
    }

    void open(@Observes Filters filters) {
        filters.register(this::take, Lane.PRIORITY);
    }

    private void take(RoutingContext http) {
        // an encoded id is decoded by Quarkus REST
        if (!Lane.isFor(http, TEMPLATE) || !Lane.isPlain(http) || http.normalizedPath().indexOf('%') >= 0) {
            http.next();
            return;
        }
        String path = http.normalizedPath();
        Lane.answer(http, TEMPLATE, () -> predictions.answer(path.substring(ID_AT, path.length() - AFTER_ID),
                Intake.bodyOf(http), http));
    }
}
