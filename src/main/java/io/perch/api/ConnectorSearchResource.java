package io.perch.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.connector.ConnectorSearch;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** C5 and C6: connectors found by OpenSearch's query language. */
@Path("/_plugins/_ml/connectors/_search")
@Tag(name = "Connectors")
public class ConnectorSearchResource {

    private static final String EXAMPLE = "{\"query\": {\"match\": {\"name\": \"openai\"}}, \"size\": 20}";

    private final ConnectorSearch connectors;

    ConnectorSearchResource(ConnectorSearch connectors) {
        this.connectors = connectors;
    }

    @POST
    @Operation(summary = "Search connectors", description = "By an ordinary search source; without one, all are found. What was"
            + " written before is found. Credentials are never among what is searched.")
    @RequestBody(required = false, content = @Content(mediaType = MediaType.APPLICATION_JSON,
            examples = @ExampleObject(name = "by name", value = EXAMPLE)))
    public Uni<RestResponse<ObjectNode>> search(@RestQuery String source,
            @RestQuery("source_content_type") String sourceContentType, Body body) {
        return connectors.search(SearchBody.read(body, source)).map(ConnectorSearchResource::answer);
    }

    @GET
    @Operation(summary = "Search connectors", description = "As by POST; the source is the parameter `source`, or a body.")
    public Uni<RestResponse<ObjectNode>> get(@RestQuery String source,
            @RestQuery("source_content_type") String sourceContentType, Body body) {
        return search(source, sourceContentType, body);
    }

    private static RestResponse<ObjectNode> answer(ObjectNode found) {
        return found.path("timed_out").asBoolean() ? RestResponse.status(RestResponse.Status.REQUEST_TIMEOUT, found)
                : RestResponse.ok(found);
    }
}
