package io.perch.api;

import static org.eclipse.microprofile.openapi.annotations.enums.ParameterIn.QUERY;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.api.PipelineResource.Acknowledged;
import io.perch.query.pipeline.SearchPipelineConfig;
import io.perch.query.pipeline.SearchPipelines;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** What searches go through on their way to OpenSearch, and their answers on the way back. */
@Path("/_search/pipeline")
@Tag(name = "Search pipelines")
@Produces(MediaType.APPLICATION_JSON)
public class SearchPipelineResource {

    private static final String UNUSED = ClusterSettingsResource.UNUSED;
    private static final String EXAMPLE = """
            {"description": "the nearest by a cross-encoder first", "response_processors": [{"rerank": {
              "ml_opensearch": {"model_id": "<model_id>"}, "context": {"document_fields": ["title"]}}}]}""";

    private final SearchPipelines pipelines;
    private final SearchPipelineConfig config;

    SearchPipelineResource(SearchPipelines pipelines, SearchPipelineConfig config) {
        this.pipelines = pipelines;
        this.config = config;
    }

    @GET
    @Operation(summary = "All search pipelines")
    @Parameter(name = "cluster_manager_timeout", in = QUERY, description = UNUSED)
    @Parameter(name = "master_timeout", in = QUERY, description = UNUSED)
    public Uni<ObjectNode> all() {
        return pipelines.get(null).map(PipelineAnswers::all);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Search pipelines by id", description = "Several with commas between, `*` for any part of an id.")
    @Parameter(name = "cluster_manager_timeout", in = QUERY, description = UNUSED)
    @Parameter(name = "master_timeout", in = QUERY, description = UNUSED)
    public Uni<RestResponse<ObjectNode>> get(@RestPath String id) {
        return pipelines.get(id).map(found -> PipelineAnswers.of(id, found));
    }

    @PUT
    @Path("/{id}")
    @Operation(summary = "Put a search pipeline", description = "Checked as a whole: options, paths, templates and models; all"
            + " that is wrong is told at once. Searches name it in `?search_pipeline=`.")
    @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON,
            examples = @ExampleObject(name = "reranking", value = EXAMPLE)))
    @Parameter(name = "timeout", in = QUERY, description = UNUSED)
    @Parameter(name = "cluster_manager_timeout", in = QUERY, description = UNUSED)
    @Parameter(name = "master_timeout", in = QUERY, description = UNUSED)
    public Uni<Acknowledged> put(@RestPath String id, Body body) {
        return pipelines.put(PipelineBody.id(id), PipelineBody.read(body, config.maxSize(), "perch.query.pipeline.max-size"))
                .replaceWith(new Acknowledged(true));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete search pipelines",
            description = "By id, several with commas between, `*` for any part of an id.")
    @Parameter(name = "timeout", in = QUERY, description = UNUSED)
    @Parameter(name = "cluster_manager_timeout", in = QUERY, description = UNUSED)
    @Parameter(name = "master_timeout", in = QUERY, description = UNUSED)
    public Uni<Acknowledged> delete(@RestPath String id) {
        return pipelines.delete(id).replaceWith(new Acknowledged(true));
    }
}
