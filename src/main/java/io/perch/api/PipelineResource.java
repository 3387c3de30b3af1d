package io.perch.api;

import static org.eclipse.microprofile.openapi.annotations.enums.ParameterIn.QUERY;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.ingest.Pipelines;
import io.perch.ingest.pipeline.IngestConfig;
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

/** I1 to I4: what documents go through on their way into an index. */
@Path("/_ingest/pipeline")
@Tag(name = "Ingest pipelines")
@Produces(MediaType.APPLICATION_JSON)
public class PipelineResource {

    private static final String UNUSED = ClusterSettingsResource.UNUSED;

    private static final String EXAMPLE = """
            {"description": "a vector for each text", "processors": [{"ml_inference": {
              "model_id": "<model_id>", "function_name": "text_embedding",
              "model_input": "{\\"text_docs\\": [\\"${input_map.text}\\"], \\"target_response\\": [\\"sentence_embedding\\"]}",
              "input_map": [{"text": "title"}],
              "output_map": [{"title_vector": "$.inference_results[0].output[0].data"}]}}]}""";

    record Acknowledged(@JsonProperty boolean acknowledged) {
    }

    private final Pipelines pipelines;
    private final IngestConfig config;

    PipelineResource(Pipelines pipelines, IngestConfig config) {
        this.pipelines = pipelines;
        this.config = config;
    }

    @GET
    @Operation(summary = "All pipelines")
    @Parameter(name = "cluster_manager_timeout", in = QUERY, description = UNUSED)
    @Parameter(name = "master_timeout", in = QUERY, description = UNUSED)
    public Uni<ObjectNode> all() {
        return pipelines.get(null).map(PipelineAnswers::all);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Pipelines by id", description = "Several with commas between, `*` for any part of an id.")
    @Parameter(name = "cluster_manager_timeout", in = QUERY, description = UNUSED)
    @Parameter(name = "master_timeout", in = QUERY, description = UNUSED)
    public Uni<RestResponse<ObjectNode>> get(@RestPath String id) {
        return pipelines.get(id).map(found -> PipelineAnswers.of(id, found));
    }

    @PUT
    @Path("/{id}")
    @Operation(summary = "Put a pipeline", description = "Checked as a whole: options, paths, templates and models; all that is"
            + " wrong is told at once. A bulk that is under way ends with the pipeline that it began with.")
    @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON,
            examples = @ExampleObject(name = "a local model", value = EXAMPLE)))
    @Parameter(name = "timeout", in = QUERY, description = UNUSED)
    @Parameter(name = "cluster_manager_timeout", in = QUERY, description = UNUSED)
    @Parameter(name = "master_timeout", in = QUERY, description = UNUSED)
    public Uni<Acknowledged> put(@RestPath String id, Body body) {
        return pipelines.put(PipelineBody.id(id), PipelineBody.read(body, config)).replaceWith(new Acknowledged(true));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete pipelines", description = "By id, several with commas between, `*` for any part of an id.")
    @Parameter(name = "timeout", in = QUERY, description = UNUSED)
    @Parameter(name = "cluster_manager_timeout", in = QUERY, description = UNUSED)
    @Parameter(name = "master_timeout", in = QUERY, description = UNUSED)
    public Uni<Acknowledged> delete(@RestPath String id) {
        return pipelines.delete(id).replaceWith(new Acknowledged(true));
    }
}
