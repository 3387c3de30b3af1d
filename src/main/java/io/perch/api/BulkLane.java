package io.perch.api;

import io.perch.base.Caller;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.ingest.bulk.BulkSource;
import io.perch.ingest.bulk.BulkTerms;
import io.perch.ingest.bulk.Bulks;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Bulks, whose bodies are taken in as they come, however long they are. {@link BulkResource} describes the routes. */
@ApplicationScoped
class BulkLane {

    private static final String OF_ONE_INDEX = "/{index}/_bulk";
    private static final Set<String> TEMPLATES = Set.of("/_bulk", OF_ONE_INDEX);

    private final Bulks bulks;

    BulkLane(Bulks bulks) {
        this.bulks = bulks;
    }

    static boolean takes(Route route) {
        return TEMPLATES.contains(route.template());
    }

    void open(@Observes Filters filters) {
        filters.register(this::take, Lane.PRIORITY);
    }

    private void take(RoutingContext http) {
        Route route = Door.routeOf(http);
        if (route == null || !takes(route)) {
            http.next();
            return;
        }
        try {
            checkType(http.request());
            run(http, terms(http, route));
        } catch (PerchException refusal) {
            Lane.refuse(http, refusal);
        }
    }

    private static BulkTerms terms(RoutingContext http, Route route) {
        String index = route.template().equals(OF_ONE_INDEX) ? firstSegment(http) : null;
        String query = ForwardedQuery.of(http.request(), "pipeline", "refresh", "batch_size");
        return new BulkTerms(index, http.request().getParam("pipeline"), query.isEmpty() ? "" : "&" + query,
                refresh(http.request().getParam("refresh")), Caller.NOBODY);
    }

    private static String firstSegment(RoutingContext http) {
        String path = http.normalizedPath();
        // a plus in a path is a plus
        return URLDecoder.decode(path.substring(1, path.indexOf('/', 1)).replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** {@code null} for none. Throws REQUEST_INVALID. */
    private static String refresh(String text) {
        return switch (text) {
            case null -> null;
            case "false" -> null;
            case "", "true" -> "true";
            case "wait_for" -> text;
            default -> throw new PerchException(ErrorCode.REQUEST_INVALID, "Unknown value for refresh: [" + text + "].",
                    "it is true, false or wait_for");
        };
    }

    private static void checkType(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (!BodyFormat.isLines(type) && BodyFormat.of(type) != BodyFormat.JSON) {
            throw BodyFormat.unsupported(type);
        }
        if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
            request.response().writeContinue();
        }
    }

    private void run(RoutingContext http, BulkTerms terms) {
        BulkAnswer answer = new BulkAnswer(http.response(), Door.renderingOf(http));
        bulks.run(new Body(http.request()), answer, terms).subscribe().with(answer::end, failure -> Lane.refuse(http, failure));
    }

    /** The body of a request as it comes in. */
    private record Body(HttpServerRequest request) implements BulkSource {

        @Override
        public void begin(Taker taker) {
            request.handler(taker::take).endHandler(nothing -> taker.end()).exceptionHandler(gone -> taker.broken());
            request.resume();
        }

        @Override
        public void pause() {
            request.pause();
        }

        @Override
        public void resume() {
            request.resume();
        }
    }
}
