package io.perch.api;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Many documents at once. The {@link BulkLane} answers; here the routes are described. */
@Path("/")
@Tag(name = "Documents")
@Produces(MediaType.APPLICATION_JSON)
@Consumes({BulkResource.LINES, MediaType.APPLICATION_JSON})
public class BulkResource {

    static final String LINES = "application/x-ndjson";

    private static final String DESCRIPTION = "Lines of JSON, of any number, taken in as they come: an action, then its document."
            + " Those that name a pipeline, or all with `?pipeline=`, go through it first; their texts share predicts. Each"
            + " document has its own outcome in `items`.";
    private static final String EXAMPLE = """
            {"index": {"_index": "docs", "_id": "1"}}
            {"title": "today is sunny"}
            {"delete": {"_index": "docs", "_id": "2"}}
            """;

    @POST
    @Path("/_bulk")
    @Operation(summary = "Store many documents", description = DESCRIPTION)
    @RequestBody(required = true, content = @Content(mediaType = LINES, examples = @ExampleObject(value = EXAMPLE)))
    public Uni<Buffer> bulk(@BeanParam BulkParameters parameters) {
        throw answeredBefore();
    }

    @PUT
    @Path("/_bulk")
    @Operation(summary = "Store many documents", description = "As by POST.")
    @RequestBody(required = true, content = @Content(mediaType = LINES))
    public Uni<Buffer> put(@BeanParam BulkParameters parameters) {
        throw answeredBefore();
    }

    @POST
    @Path("/{index}/_bulk")
    @Operation(summary = "Store many documents in one index", description = DESCRIPTION)
    @RequestBody(required = true, content = @Content(mediaType = LINES))
    public Uni<Buffer> bulkOfIndex(@RestPath String index, @BeanParam BulkParameters parameters) {
        throw answeredBefore();
    }

    @PUT
    @Path("/{index}/_bulk")
    @Operation(summary = "Store many documents in one index", description = "As by POST.")
    @RequestBody(required = true, content = @Content(mediaType = LINES))
    public Uni<Buffer> putOfIndex(@RestPath String index, @BeanParam BulkParameters parameters) {
        throw answeredBefore();
    }

    private static IllegalStateException answeredBefore() {
        return new IllegalStateException("BulkLane answers this");
    }
}
