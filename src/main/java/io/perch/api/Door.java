package io.perch.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.perch.base.ErrorCode;
import io.perch.base.Nearest;
import io.perch.base.PerchException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every API request passes here before a resource sees it: is there such a route, does it take this method and know these
 * parameters, and (in {@link Intake}) can its body be taken? What belongs to Quarkus ({@code /q/**}) passes unasked: an index of
 * that name cannot be reached.
 */
@ApplicationScoped
public class Door {

    /** After CORS (300) and authentication (200), before anything is read. */
    static final int PRIORITY = 90;

    private static final String OF_QUARKUS = "/q/";
    private static final String ROUTE = "perch.route";
    private static final String RENDERING = "perch.rendering";

    private final Intake intake;
    private RouteTable routes;

    Door(Intake intake) {
        this.intake = intake;
    }

    void open(@Observes Filters filters) {
        routes = new RouteTable(OpenApiRoutes.read());
        filters.register(this::judge, PRIORITY);
        filters.register(step(intake::collect), PRIORITY - 1);
        filters.register(step(intake::read), PRIORITY - 2);
    }

    /** What fails outside a resource is answered in the same envelope. */
    void open(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::failed);
    }

    /** {@code null} for what is not of the API. */
    static Route routeOf(RoutingContext http) {
        return http.get(ROUTE);
    }

    static Rendering renderingOf(RoutingContext http) {
        Rendering rendering = http.get(RENDERING);
        return rendering == null ? Rendering.PLAIN : rendering;
    }

    /** The answer is in that rendering by now. */
    static void rendered(RoutingContext http) {
        http.remove(RENDERING);
    }

    private void judge(RoutingContext http) {
        if (isOfQuarkus(http)) {
            http.next();
            return;
        }
        try {
            settleRendering(http);
            SortedMap<String, Route> known = routes.at(http.normalizedPath());
            if (http.request().method() == HttpMethod.OPTIONS && !known.isEmpty()) {
                allowing(http.response(), known).end();
                return;
            }
            Route route = route(http, known);
            checkParameters(http.request(), route);
            http.put(ROUTE, route);
            http.next();
        } catch (PerchException refusal) {
            refuse(http, refusal);
        }
    }

    private static Route route(RoutingContext http, SortedMap<String, Route> known) {
        HttpServerRequest request = http.request();
        if (known.isEmpty()) {
            throw Failures.pathUnknown(request);
        }
        Route route = known.get(request.method() == HttpMethod.HEAD ? "GET" : request.method().name());
        if (route == null) {
            allowing(http.response(), known);
            throw Failures.methodNotAllowed(request, String.join(", ", known.keySet()));
        }
        return route;
    }

    private static HttpServerResponse allowing(HttpServerResponse response, SortedMap<String, Route> known) {
        return response.putHeader(HttpHeaders.ALLOW, String.join(", ", known.keySet()));
    }

    private static void settleRendering(RoutingContext http) {
        HttpServerRequest request = http.request();
        Rendering rendering = Rendering.of(request);
        if (rendering != Rendering.PLAIN) {
            http.put(RENDERING, rendering);
        }
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept != null && !accept.contains("text/event-stream")) {
            // settled above: resources need not know formats, and an unknown one gets JSON as in OpenSearch
            request.headers().remove(HttpHeaders.ACCEPT);
        }
    }

    private static void checkParameters(HttpServerRequest request, Route route) {
        if (request.query() == null) {
            return;
        }
        Collection<String> unknown = new TreeSet<>(request.params().names());
        unknown.removeIf(route::knows);
        if (!unknown.isEmpty()) {
            String list = unknown.stream().map(name -> "[" + name + "]" + meant(name, route))
                    .collect(Collectors.joining(", "));
            throw new PerchException(ErrorCode.PARAMETER_UNKNOWN, "request [" + request.path()
                    + "] contains unrecognized parameter" + (unknown.size() > 1 ? "s" : "") + ": " + list, null);
        }
    }

    private static String meant(String name, Route route) {
        List<String> known = Stream.concat(route.parameters().stream(), Route.EVERYWHERE.stream()).distinct().toList();
        List<String> similar = Nearest.to(name, known);
        return switch (similar.size()) {
            case 0 -> "";
            case 1 -> " -> did you mean " + similar + "?";
            default -> " -> did you mean any of " + similar + "?";
        };
    }

    private static Handler<RoutingContext> step(Intake.Step step) {
        return http -> {
            Route route = routeOf(http);
            if (route == null) {
                http.next();
                return;
            }
            try {
                step.take(http, route);
            } catch (PerchException refusal) {
                refuse(http, refusal);
            }
        };
    }

    private static boolean isOfQuarkus(RoutingContext http) {
        return (http.normalizedPath() + "/").startsWith(OF_QUARKUS);
    }

    private void failed(RoutingContext http) {
        if (isOfQuarkus(http) || http.response().ended() || http.response().headWritten()) {
            http.next();
            return;
        }
        Throwable failure = http.failure() == null ? new HttpException(http.statusCode()) : http.failure();
        refuse(http, intake.isTooLarge(http) ? intake.tooLarge() : Failures.named(failure, http.request()));
    }

    static void refuse(RoutingContext http, PerchException refusal) {
        var envelope = ErrorEnvelope.of(refusal, http);
        var rendering = renderingOf(http);
        var response = http.response().setStatusCode(envelope.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, rendering.contentType());
        envelope.headers().forEach(response::putHeader);
        try {
            byte[] bytes = rendering.bytes(envelope.body(), false);
            if (!http.request().isEnded() && http.request().version() != HttpVersion.HTTP_2) {
                // nobody will read the rest of this body: it must not be taken for the next request
                response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
            response.end(Buffer.buffer(bytes));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
