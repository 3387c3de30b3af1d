package io.perch.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.query.MultiAnswer;
import io.perch.search.SearchAnswer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.Iterator;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestResponse;

/** Gives callers what OpenSearch has answered: status and bytes as they are, unless they want another rendering. */
@ApplicationScoped
class SearchAnswers {

    private static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final String SOON = "1";
    private static final String RESPONSES = "responses";

    private final AnswerBytes bytes;
    private final ObjectMapper mapper;

    SearchAnswers(AnswerBytes bytes, ObjectMapper mapper) {
        this.bytes = bytes;
        this.mapper = mapper;
    }

    Uni<RestResponse<Buffer>> of(SearchAnswer answer, RoutingContext http) {
        return answered(answer.status(), answer.body(), http);
    }

    /** What was not sent to OpenSearch stands in its place among what was answered. */
    Uni<RestResponse<Buffer>> of(MultiAnswer answer, RoutingContext http) {
        boolean refusedWhole = answer.answer() != null && answer.answer().status() != OK;
        if (answer.isWhole() || refusedWhole) {
            return of(answer.answer(), http);
        }
        int length = answer.answer() == null ? 0 : answer.answer().body().length();
        return bytes.work(length, () -> merged(answer, http)).chain(body -> answered(OK, body, http));
    }

    private Buffer merged(MultiAnswer answer, RoutingContext http) throws IOException {
        ObjectNode whole = answer.answer() == null ? nothing() : read(answer);
        Iterator<JsonNode> answered = whole.path(RESPONSES).elements();
        ArrayNode all = whole.putArray(RESPONSES);
        for (PerchException failure : answer.failures()) {
            all.add(failure == null ? answered.next() : ErrorEnvelope.of(failure, http).body());
        }
        return Buffer.buffer(mapper.writeValueAsBytes(whole));
    }

    private ObjectNode read(MultiAnswer answer) throws IOException {
        long sent = answer.failures().stream().filter(Objects::isNull).count();
        JsonNode read = mapper.readTree(answer.answer().body().getBytes());
        if (read instanceof ObjectNode object && object.path(RESPONSES).size() == sent) {
            return object;
        }
        throw new PerchException(ErrorCode.SEARCH_UNAVAILABLE, "OpenSearch has answered " + read.path(RESPONSES).size()
                + " searches of " + sent, "see what stands between Perch and perch.opensearch.url");
    }

    private static ObjectNode nothing() {
        ObjectNode nothing = JsonNodeFactory.instance.objectNode().put("took", 0);
        nothing.putArray(RESPONSES);
        return nothing;
    }

    private Uni<RestResponse<Buffer>> answered(int status, Buffer body, RoutingContext http) {
        Rendering rendering = Door.renderingOf(http);
        return rendering == Rendering.PLAIN ? Uni.createFrom().item(response(status, body, rendering))
                : bytes.work(body.length(), () -> rendered(status, body, rendering))
                        .invoke(() -> Door.rendered(http))
                        .map(shown -> response(status, shown, rendering));
    }

    /** What is no JSON was not written by OpenSearch, and goes on as it is. */
    private Buffer rendered(int status, Buffer body, Rendering rendering) throws IOException {
        try {
            return Buffer.buffer(rendering.bytes(mapper.readTree(body.getBytes()), status < 400));
        } catch (JsonProcessingException ofAProxy) {
            return body;
        }
    }

    private static RestResponse<Buffer> response(int status, Buffer body, Rendering rendering) {
        var response = RestResponse.ResponseBuilder.<Buffer>create(status).entity(body)
                .type(MediaType.valueOf(rendering.contentType()));
        if (status == TOO_MANY_REQUESTS) {
            response.header("Retry-After", SOON);
        }
        return response.build();
    }
}
