package io.perch.api;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.ingest.bulk.Documents;
import io.perch.ingest.bulk.Documents.Write;
import io.perch.search.SearchAnswer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
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
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** One document: through a pipeline, and to OpenSearch, whose answer is the caller's. */
@Path("/{index}")
@Tag(name = "Documents")
@Produces(MediaType.APPLICATION_JSON)
public class DocumentResource {

    private static final String EXAMPLE = "{\"title\": \"today is sunny\"}";
    private static final String WHAT = "With `?pipeline=` it goes through that pipeline first."
            + " What OpenSearch answers is handed on.";

    private final Documents documents;
    private final SearchAnswers answers;

    DocumentResource(Documents documents, SearchAnswers answers) {
        this.documents = documents;
        this.answers = answers;
    }

    @PUT
    @Path("/_doc/{id}")
    @Operation(summary = "Store a document", description = WHAT)
    @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON,
            examples = @ExampleObject(value = EXAMPLE)))
    public Uni<RestResponse<Buffer>> put(@RestPath String index, @RestPath String id, @BeanParam DocumentParameters parameters,
            Body body, RoutingContext http) {
        return write("index", index, id, parameters, body, http);
    }

    @POST
    @Path("/_doc/{id}")
    @Operation(summary = "Store a document", description = "As by PUT.")
    @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON))
    public Uni<RestResponse<Buffer>> post(@RestPath String index, @RestPath String id, @BeanParam DocumentParameters parameters,
            Body body, RoutingContext http) {
        return write("index", index, id, parameters, body, http);
    }

    @POST
    @Path("/_doc")
    @Operation(summary = "Store a document under an id that is made for it", description = WHAT)
    @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON))
    public Uni<RestResponse<Buffer>> add(@RestPath String index, @BeanParam DocumentParameters parameters, Body body,
            RoutingContext http) {
        return write("index", index, null, parameters, body, http);
    }

    @PUT
    @Path("/_create/{id}")
    @Operation(summary = "Store a document unless there is one under this id", description = WHAT)
    @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON))
    public Uni<RestResponse<Buffer>> create(@RestPath String index, @RestPath String id, @BeanParam DocumentParameters parameters,
            Body body, RoutingContext http) {
        return write("create", index, id, parameters, body, http);
    }

    @POST
    @Path("/_create/{id}")
    @Operation(summary = "Store a document unless there is one under this id", description = "As by PUT.")
    @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON))
    public Uni<RestResponse<Buffer>> createByPost(@RestPath String index, @RestPath String id,
            @BeanParam DocumentParameters parameters, Body body, RoutingContext http) {
        return write("create", index, id, parameters, body, http);
    }

    @POST
    @Path("/_update/{id}")
    @Operation(summary = "Change a document", description = "A pipeline is for what may become a new document: `upsert`, or `doc`"
            + " with `doc_as_upsert`, as in OpenSearch.")
    @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON))
    public Uni<RestResponse<Buffer>> update(@RestPath String index, @RestPath String id, @BeanParam DocumentParameters parameters,
            @RestQuery("retry_on_conflict") String retryOnConflict, @RestQuery("_source") String source,
            @RestQuery("_source_includes") String includes, @RestQuery("_source_excludes") String excludes, Body body,
            RoutingContext http) {
        return write("update", index, id, parameters, body, http);
    }

    @GET
    @Path("/_doc/{id}")
    @Operation(summary = "A document as it is stored")
    public Uni<RestResponse<Buffer>> get(@RestPath String index, @RestPath String id, @RestQuery String routing,
            @RestQuery String preference, @RestQuery String realtime, @RestQuery String refresh,
            @RestQuery("_source") String source,
            @RestQuery("_source_includes") String includes, @RestQuery("_source_excludes") String excludes,
            @RestQuery("stored_fields") String storedFields, @RestQuery String version,
            @RestQuery("version_type") String versionType, RoutingContext http) {
        return answered(documents.ask(HttpMethod.GET, index, id, ForwardedQuery.of(http.request()), CallTerms.of(http)), http);
    }

    @DELETE
    @Path("/_doc/{id}")
    @Operation(summary = "Delete a document")
    public Uni<RestResponse<Buffer>> delete(@RestPath String index, @RestPath String id, @BeanParam DocumentParameters parameters,
            RoutingContext http) {
        return answered(documents.ask(HttpMethod.DELETE, index, id, ForwardedQuery.of(http.request(), "pipeline"),
                CallTerms.of(http)), http);
    }

    private Uni<RestResponse<Buffer>> write(String verb, String index, String id, DocumentParameters parameters, Body body,
            RoutingContext http) {
        if (body.isEmpty()) {
            throw new PerchException(ErrorCode.REQUEST_BODY_MISSING, "request body is required", null);
        }
        Write write = new Write(verb, index, id, parameters.routing, parameters.pipeline,
                ForwardedQuery.of(http.request(), "pipeline", "routing"), body.json());
        return answered(documents.write(write, CallTerms.of(http)), http);
    }

    private Uni<RestResponse<Buffer>> answered(Uni<SearchAnswer> answer, RoutingContext http) {
        return HangUp.cancels(http, answer).chain(found -> answers.of(found, http));
    }
}
