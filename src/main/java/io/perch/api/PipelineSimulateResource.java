package io.perch.api;

import static org.eclipse.microprofile.openapi.annotations.enums.ParameterIn.QUERY;
import static org.eclipse.microprofile.openapi.annotations.enums.SchemaType.BOOLEAN;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.ingest.Pipelines;
import io.perch.ingest.Simulations;
import io.perch.ingest.asking.Turn;
import io.perch.ingest.document.Document;
import io.perch.ingest.pipeline.IngestConfig;
import io.perch.ingest.pipeline.Pipeline;
import io.perch.predict.PredictService;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** I5 to I8: documents sent through a pipeline to see what happens. */
@Path("/_ingest/pipeline")
@Tag(name = "Ingest pipelines")
@Produces(MediaType.APPLICATION_JSON)
public class PipelineSimulateResource {

    private static final String DOCS = """
            {"docs": [{"_index": "docs", "_id": "1", "_source": {"title": "today is sunny"}}]}""";
    private static final String INLINE = """
            {"pipeline": {"processors": [{"set": {"field": "kind", "value": "note"}}]},
             "docs": [{"_source": {"title": "today is sunny"}}]}""";

    private final Simulations simulations;
    private final Pipelines pipelines;
    private final PredictService predicts;
    private final IngestConfig config;

    PipelineSimulateResource(Simulations simulations, Pipelines pipelines, PredictService predicts, IngestConfig config) {
        this.simulations = simulations;
        this.pipelines = pipelines;
        this.predicts = predicts;
        this.config = config;
    }

    @POST
    @Path("/{id}/_simulate")
    @Operation(summary = "Try documents on a stored pipeline", description = "Models are called, nothing is stored.")
    @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON,
            examples = @ExampleObject(value = DOCS)))
    @Parameter(name = "verbose", in = QUERY, schema = @Schema(type = BOOLEAN),
            description = "How the document is after each processor")
    @Parameter(name = "explain", in = QUERY, schema = @Schema(type = BOOLEAN),
            description = "As verbose, with what each path matched, what the model was asked and what it answered")
    public Uni<ObjectNode> stored(@RestPath String id, Body body, RoutingContext http) {
        List<Document> documents = PipelineBody.documents(body.object(), config.maxSimulated());
        return pipelines.find(id)
                .map(found -> found.orElseThrow(() -> new PerchException(ErrorCode.PIPELINE_UNKNOWN, "pipeline [" + id
                        + "] does not exist", null)))
                .chain(pipeline -> run(pipeline, documents, http));
    }

    @GET
    @Path("/{id}/_simulate")
    @Operation(summary = "As by POST")
    @Parameter(name = "verbose", in = QUERY, schema = @Schema(type = BOOLEAN),
            description = "How the document is after each processor")
    @Parameter(name = "explain", in = QUERY, schema = @Schema(type = BOOLEAN),
            description = "As verbose, with what each path matched, what the model was asked and what it answered")
    public Uni<ObjectNode> storedByGet(@RestPath String id, Body body, RoutingContext http) {
        return stored(id, body, http);
    }

    @POST
    @Path("/_simulate")
    @Operation(summary = "Try documents on a pipeline that comes with them")
    @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON,
            examples = @ExampleObject(value = INLINE)))
    @Parameter(name = "verbose", in = QUERY, schema = @Schema(type = BOOLEAN),
            description = "How the document is after each processor")
    @Parameter(name = "explain", in = QUERY, schema = @Schema(type = BOOLEAN),
            description = "As verbose, with what each path matched, what the model was asked and what it answered")
    public Uni<ObjectNode> inline(Body body, RoutingContext http) {
        List<Document> documents = PipelineBody.documents(body.object(), config.maxSimulated());
        if (!body.object().hasNonNull("pipeline")) {
            throw PipelineBody.invalid("[pipeline] required property is missing", "pipeline");
        }
        ObjectNode pipeline = body.fields().objectNode("pipeline");
        if (pipeline == null) {
            throw PipelineBody.invalid("[pipeline] property isn't an object", "pipeline");
        }
        return pipelines.checked(null, pipeline).chain(checked -> run(checked, documents, http));
    }

    @GET
    @Path("/_simulate")
    @Operation(summary = "As by POST")
    @Parameter(name = "verbose", in = QUERY, schema = @Schema(type = BOOLEAN),
            description = "How the document is after each processor")
    @Parameter(name = "explain", in = QUERY, schema = @Schema(type = BOOLEAN),
            description = "As verbose, with what each path matched, what the model was asked and what it answered")
    public Uni<ObjectNode> inlineByGet(Body body, RoutingContext http) {
        return inline(body, http);
    }

    private Uni<ObjectNode> run(Pipeline pipeline, List<Document> documents, RoutingContext http) {
        boolean explain = Flag.isOn(http.request(), "explain");
        boolean verbose = explain || Flag.isOn(http.request(), "verbose");
        Turn turn = Turn.of(CallTerms.of(http), predicts.patience(CallTerms.of(http)));
        return HangUp.cancels(http, simulations.run(pipeline, documents, turn, verbose))
                .map(outcomes -> PipelineSimulateAnswers.of(outcomes, verbose, explain));
    }
}
