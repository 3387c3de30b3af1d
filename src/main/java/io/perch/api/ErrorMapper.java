package io.perch.api;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place where what a resource throws becomes an answer. */
class ErrorMapper {

    @ServerExceptionMapper({Throwable.class, WebApplicationException.class})
    Response answer(Throwable failure, RoutingContext http) {
        var envelope = ErrorEnvelope.of(Failures.named(failure, http.request()), http);
        var answer = Response.status(envelope.status()).type(MediaType.APPLICATION_JSON_TYPE).entity(envelope.body());
        envelope.headers().forEach(answer::header);
        return answer.build();
    }
}
