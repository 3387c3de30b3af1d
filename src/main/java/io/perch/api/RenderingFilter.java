package io.perch.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Turns a resource's answer into what {@link Rendering} asks for; leaves it alone when that is nothing special. */
class RenderingFilter {

    private final ObjectMapper mapper;

    RenderingFilter(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @ServerResponseFilter
    void render(ContainerResponseContext answer, RoutingContext http) throws IOException {
        Rendering rendering = Door.renderingOf(http);
        if (rendering == Rendering.PLAIN || !answer.hasEntity() || !isJson(answer.getMediaType())) {
            return;
        }
        byte[] bytes = rendering.bytes(tree(answer.getEntity()), answer.getStatus() < 400);
        answer.setEntity(bytes, null, MediaType.valueOf(rendering.contentType()));
    }

    private JsonNode tree(Object entity) throws IOException {
        return switch (entity) {
            case JsonNode node -> node;
            case byte[] json -> mapper.readTree(json);
            case String json -> mapper.readTree(json);
            case Buffer json -> mapper.readTree(json.getBytes());
            default -> mapper.valueToTree(entity);
        };
    }

    private static boolean isJson(MediaType type) {
        return type == null || type.isCompatible(MediaType.APPLICATION_JSON_TYPE);
    }
}
