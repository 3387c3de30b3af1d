package io.perch.api;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.query.Search;
import io.perch.query.pipeline.PipedSearches;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Documents found by OpenSearch's query language, and by the models that Perch serves. */
@Path("/")
@Tag(name = "Search")
@Produces(MediaType.APPLICATION_JSON)
public class SearchResource {

    static final String EXAMPLE = """
            {"query": {"neural": {"passage_embedding": {"query_text": "sunny places", "model_id": "<model_id>", "k": 10}}}}""";
    static final String WHAT = "OpenSearch's search, with the queries neural and neural_sparse anywhere in it: their texts are"
            + " embedded here, the rest goes on as it came. OpenSearch's answer comes back as it is.";

    private final PipedSearches searches;
    private final SearchAnswers answers;

    SearchResource(PipedSearches searches, SearchAnswers answers) {
        this.searches = searches;
        this.answers = answers;
    }

    @POST
    @Path("/{index}/_search")
    @Operation(summary = "Search indices", description = WHAT)
    @RequestBody(required = false, content = @Content(mediaType = MediaType.APPLICATION_JSON,
            examples = @ExampleObject(name = "by meaning", value = EXAMPLE)))
    @Parameter(name = CallTerms.TIMEOUT, in = ParameterIn.HEADER, example = "5s",
            description = "How long the caller waits in all; perch.predict.timeout and perch.indices.patience when not said")
    public Uni<RestResponse<Buffer>> search(@RestPath String index, @BeanParam SearchParameters parameters, Body body,
            RoutingContext http) {
        return answer(index, parameters, body, http);
    }

    @GET
    @Path("/{index}/_search")
    @Operation(summary = "Search indices", description = "As by POST; the source is the parameter `source`, or a body.")
    public Uni<RestResponse<Buffer>> get(@RestPath String index, @BeanParam SearchParameters parameters, Body body,
            RoutingContext http) {
        return answer(index, parameters, body, http);
    }

    @POST
    @Path("/_search")
    @Operation(summary = "Search all indices", description = "All that are the caller's: see perch.indices.")
    @RequestBody(required = false, content = @Content(mediaType = MediaType.APPLICATION_JSON,
            examples = @ExampleObject(name = "by meaning", value = EXAMPLE)))
    public Uni<RestResponse<Buffer>> searchAll(@BeanParam SearchParameters parameters, Body body, RoutingContext http) {
        return answer(null, parameters, body, http);
    }

    @GET
    @Path("/_search")
    @Operation(summary = "Search all indices", description = "As by POST; the source is the parameter `source`, or a body.")
    public Uni<RestResponse<Buffer>> getAll(@BeanParam SearchParameters parameters, Body body, RoutingContext http) {
        return answer(null, parameters, body, http);
    }

    private Uni<RestResponse<Buffer>> answer(String index, SearchParameters parameters, Body body, RoutingContext http) {
        if (parameters.scroll != null) {
            throw new PerchException(ErrorCode.SEARCH_NOT_SERVED, "[scroll]: Perch serves no scrolls",
                    "page with search_after and a sort that no two documents share");
        }
        String pipeline = parameters.pipeline(http.request());
        Search search = new Search(index, ForwardedQuery.of(http.request(), MultiSearchParameters.SEARCH_PIPELINE),
                SearchBody.json(body, parameters.source), CallTerms.of(http));
        return HangUp.cancels(http, searches.search(search, pipeline)).chain(answer -> answers.of(answer, http));
    }
}
