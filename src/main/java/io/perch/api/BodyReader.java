package io.perch.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyReader;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Hands the {@link Body} that the {@link Intake} has collected to the resource method, whatever its content type. */
@Provider
public class BodyReader implements ServerMessageBodyReader<Body> {

    @Override
    public boolean isReadable(Class<?> type, Type generic, ResteasyReactiveResourceInfo resource, MediaType mediaType) {
        return type == Body.class;
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == Body.class;
    }

    @Override
    public Body readFrom(Class<Body> type, Type generic, MediaType mediaType, ServerRequestContext context) {
        RoutingContext http = ((ResteasyReactiveRequestContext) context)
                .serverRequest().unwrap(RoutingContext.class);
        return Intake.bodyOf(http);
    }

    @Override
    public Body readFrom(Class<Body> type, Type generic, Annotation[] annotations, MediaType mediaType,
            MultivaluedMap<String, String> headers, InputStream stream) throws IOException {
        return new Body(Buffer.buffer(stream.readAllBytes()), headers.getFirst(HttpHeaders.CONTENT_TYPE));
    }
}
