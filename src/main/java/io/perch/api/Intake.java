package io.perch.api;

import io.perch.base.PerchException;
import io.perch.base.Workers;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Takes in the body of a request that the {@link Door} has let pass: of a known content type, not too large, whole. */
@ApplicationScoped
public class Intake {

    private static final String BODY = "perch.body";

    /** Reading this much JSON holds an event loop for some milliseconds; more than it goes to {@link #readers}. */
    private static final int LARGE = 512 * 1024;
    private static final int MOST_WAITING = 1_000;

    private final long limit;
    private final BodyHandler collector;
    private final Workers readers;

    Intake(HttpConfig config) {
        this.limit = config.maxBodySize().asLongValue();
        this.collector = BodyHandler.create(false).setBodyLimit(limit);
        this.readers = new Workers("body-reader", Runtime.getRuntime().availableProcessors(), MOST_WAITING);
    }

    void close(@Observes ShutdownEvent stopping) {
        readers.close();
    }

    static Body bodyOf(RoutingContext http) {
        Body body = http.get(BODY);
        return body == null ? new Body(null, null) : body;
    }

    void collect(RoutingContext http, Route route) {
        HttpServerRequest request = http.request();
        if (!expectsBody(request) || BulkLane.takes(route)) {
            http.next();
            return;
        }
        checkHeaders(request, route);
        if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
            http.response().writeContinue();
        }
        request.resume();
        collector.handle(http);
    }

    void read(RoutingContext http, Route route) {
        Buffer bytes = http.body().buffer();
        if (bytes == null || bytes.length() == 0) {
            http.next();
            return;
        }
        String contentType = http.request().getHeader(HttpHeaders.CONTENT_TYPE);
        checkType(contentType, route);
        Body body = new Body(bytes, contentType);
        http.put(BODY, body);
        if (bytes.length() < LARGE || route.readsLater(contentType)) {
            http.next();
        } else {
            readers.run(body::object).subscribe().with(read -> http.next(), http::fail);
        }
    }

    /** Whether the collector has given up on a body of undeclared length. */
    boolean isTooLarge(RoutingContext http) {
        return http.statusCode() == 413;
    }

    PerchException tooLarge() {
        return Failures.bodyTooLarge(limit, -1);
    }

    private static boolean expectsBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null
                ? !length.equals("0")
                : request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || request.version() == HttpVersion.HTTP_2;
    }

    private void checkHeaders(HttpServerRequest request, Route route) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return;
        }
        checkType(request.getHeader(HttpHeaders.CONTENT_TYPE), route);
        if (Long.parseLong(length) > limit) {
            throw Failures.bodyTooLarge(limit, Long.parseLong(length));
        }
    }

    private static void checkType(String contentType, Route route) {
        if (!route.accepts(contentType)) {
            throw BodyFormat.unsupported(contentType);
        }
    }

    /** One of the things done with a body on its way in. */
    interface Step {
        void take(RoutingContext http, Route route);
    }
}
