package io.perch.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.connector.BatchPredictions;
import io.perch.predict.PredictService;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** P3: a job on the remote service, and a task that follows it. */
@Path("/_plugins/_ml/models")
@Tag(name = "Predict")
@Produces(MediaType.APPLICATION_JSON)
public class BatchResource {

    private static final String EXAMPLE = """
            {"parameters": {"input_file_id": "<id of an uploaded file>"}}""";

    /** A task that has its job shows it as running; the original says {@code CREATED} here, and clients look for that. */
    private static final String CREATED = "CREATED";

    record Started(@JsonProperty("task_id") String taskId, String status,
            @Schema(implementation = Object.class) @JsonProperty("remote_job") ObjectNode job) {
    }

    private final BatchPredictions batches;
    private final PredictService predicts;

    BatchResource(BatchPredictions batches, PredictService predicts) {
        this.batches = batches;
        this.predicts = predicts;
    }

    @POST
    @Path("/{model_id}/_batch_predict")
    @Operation(summary = "Start a batch prediction", description = "For remote models whose connector has an action"
            + " batch_predict. `GET tasks/{task_id}` shows how the job stands, `POST tasks/{task_id}/_cancel` ends it.")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON,
            examples = @ExampleObject(name = "OpenAI", value = EXAMPLE)))
    @Parameter(name = CallTerms.TIMEOUT, in = ParameterIn.HEADER, example = "30s",
            description = "How long the service may take to create the job; perch.predict.timeout when not said")
    public Uni<Started> start(@RestPath("model_id") String id, Body body, RoutingContext http) {
        BatchPredictions.Batch batch = BatchBody.read(body.fields());
        return predicts.admitBatch(id, CallTerms.of(http), batch.parameters())
                .chain(terms -> batches.start(id, batch, terms.deadline()))
                .map(started -> new Started(started.taskId(), CREATED, started.job()));
    }
}
