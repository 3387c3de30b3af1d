package io.perch.api;

import io.perch.query.Search;
import io.perch.query.pipeline.PipedMultiSearches;
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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Several searches in one request; all their texts go to the models together. */
@Path("/")
@Tag(name = "Search")
@Produces(MediaType.APPLICATION_JSON)
public class MultiSearchResource {

    static final String LINES = "application/x-ndjson";
    static final String EXAMPLE = "{\"index\": \"docs\"}\n" + SearchResource.EXAMPLE + "\n";

    private static final String CONCURRENT = "max_concurrent_searches";
    private static final String WHAT = "For each search a line that says where and a line that says what, each with its newline. "
            + SearchResource.WHAT;

    private final PipedMultiSearches searches;
    private final SearchAnswers answers;

    MultiSearchResource(PipedMultiSearches searches, SearchAnswers answers) {
        this.searches = searches;
        this.answers = answers;
    }

    @POST
    @Path("/{index}/_msearch")
    @Operation(summary = "Several searches", description = WHAT)
    @RequestBody(content = @Content(mediaType = LINES, examples = @ExampleObject(name = "by meaning", value = EXAMPLE)))
    public Uni<RestResponse<Buffer>> search(@RestPath String index, @BeanParam MultiSearchParameters parameters,
            @RestQuery(CONCURRENT) String concurrent, Body body, RoutingContext http) {
        return answer(index, parameters, body, http);
    }

    @GET
    @Path("/{index}/_msearch")
    @Operation(summary = "Several searches", description = "As by POST.")
    public Uni<RestResponse<Buffer>> get(@RestPath String index, @BeanParam MultiSearchParameters parameters,
            @RestQuery(CONCURRENT) String concurrent, Body body, RoutingContext http) {
        return answer(index, parameters, body, http);
    }

    @POST
    @Path("/_msearch")
    @Operation(summary = "Several searches", description = WHAT)
    @RequestBody(content = @Content(mediaType = LINES, examples = @ExampleObject(name = "by meaning", value = EXAMPLE)))
    public Uni<RestResponse<Buffer>> searchAll(@BeanParam MultiSearchParameters parameters,
            @RestQuery(CONCURRENT) String concurrent, Body body, RoutingContext http) {
        return answer(null, parameters, body, http);
    }

    @GET
    @Path("/_msearch")
    @Operation(summary = "Several searches", description = "As by POST.")
    public Uni<RestResponse<Buffer>> getAll(@BeanParam MultiSearchParameters parameters,
            @RestQuery(CONCURRENT) String concurrent, Body body, RoutingContext http) {
        return answer(null, parameters, body, http);
    }

    private Uni<RestResponse<Buffer>> answer(String index, MultiSearchParameters parameters, Body body,
            RoutingContext http) {
        Search search = new Search(index, ForwardedQuery.of(http.request(), MultiSearchParameters.SEARCH_PIPELINE), body.lines(),
                CallTerms.of(http));
        return HangUp.cancels(http, searches.search(search, parameters.searchPipeline)).chain(answer -> answers.of(answer, http));
    }
}
