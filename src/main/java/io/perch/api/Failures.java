package io.perch.api;

import io.perch.base.Database;
import io.perch.base.DatabaseOutage;
import io.perch.base.ErrorCode;
import io.perch.base.Ids;
import io.perch.base.PerchException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.handler.HttpException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/** Finds each failure its place in the catalogue. What has none is Perch's own defect: logged once, under an id. */
final class Failures {

    private static final Logger LOG = Logger.getLogger(Failures.class);

    private Failures() {
    }

    static PerchException named(Throwable failure, HttpServerRequest request) {
        return switch (failure) {
            case PerchException known -> known;
            case CompletionException wrapped when wrapped.getCause() != null -> named(wrapped.getCause(), request);
            case NotFoundException unknown -> pathUnknown(request);
            case NotAllowedException wrong -> methodNotAllowed(request, wrong.getResponse().getHeaderString("Allow"));
            case NotSupportedException wrong -> BodyFormat.unsupported(request.getHeader("Content-Type"));
            case WebApplicationException web when isCallers(web.getResponse().getStatus()) -> invalid(web.getMessage());
            case HttpException web when isCallers(web.getStatusCode()) -> ofStatus(web, request);
            case Throwable other when DatabaseOutage.causes(other) -> databaseAway(other);
            case Throwable other when Database.refusedNul(other) -> unstorable();
            default -> internal(failure, request);
        };
    }

    static PerchException pathUnknown(HttpServerRequest request) {
        return new PerchException(ErrorCode.PATH_UNKNOWN,
                "no handler found for uri [" + request.uri() + "] and method [" + request.method() + "]",
                isOfModels(request.path()) ? "the paths that Perch serves are listed under /q/swagger-ui"
                        : "of OpenSearch's API Perch serves documents and searches (/q/swagger-ui lists the paths): ask"
                                + " OpenSearch itself for whatever administers it and its indices");
    }

    private static boolean isOfModels(String path) {
        return path.startsWith("/_plugins/_ml/") || path.startsWith("/v1/");
    }

    /** @param allowed comma-separated */
    static PerchException methodNotAllowed(HttpServerRequest request, String allowed) {
        return new PerchException(ErrorCode.METHOD_NOT_ALLOWED,
                "Incorrect HTTP method for uri [" + request.uri() + "] and method [" + request.method()
                        + "], allowed: [" + allowed + "]", null);
    }

    /** @param size negative when it is not known, as for a chunked body */
    static PerchException bodyTooLarge(long limit, long size) {
        String found = size < 0 ? "goes on" : "has " + size + " bytes";
        return new PerchException(ErrorCode.BODY_TOO_LARGE,
                "The request body " + found + ", the limit is " + limit + " bytes",
                "send less at once, or raise " + HttpConfig.MAX_BODY_SIZE);
    }

    private static boolean isCallers(int status) {
        return status >= 400 && status < 500;
    }

    private static PerchException ofStatus(HttpException failure, HttpServerRequest request) {
        return switch (failure.getStatusCode()) {
            case 404 -> pathUnknown(request);
            case 415 -> BodyFormat.unsupported(request.getHeader("Content-Type"));
            default -> invalid(failure.getPayload() == null ? failure.getMessage() : failure.getPayload());
        };
    }

    private static PerchException invalid(String reason) {
        return new PerchException(ErrorCode.REQUEST_INVALID, reason, null);
    }

    private static PerchException unstorable() {
        return invalid("A text has the character U+0000, which cannot be stored");
    }

    private static PerchException databaseAway(Throwable cause) {
        LOG.warnf("PostgreSQL does not answer: %s", cause.toString());
        return new PerchException(ErrorCode.DATABASE_UNAVAILABLE, "PostgreSQL does not answer, and this request needs it",
                "retry; if it stays so, check the database at perch.postgres.host", cause);
    }

    private static PerchException internal(Throwable cause, HttpServerRequest request) {
        String id = Ids.next();
        LOG.errorf(cause, "[%s] %s %s failed", id, request.method(), request.path());
        return new PerchException(ErrorCode.INTERNAL, "Perch failed at this request; its log says more under [" + id + "]",
                "this is a defect of Perch: report it with the log entry", cause);
    }
}
