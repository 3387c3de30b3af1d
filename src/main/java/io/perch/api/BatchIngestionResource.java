package io.perch.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.perch.ingest.batch.BatchIngestions;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** B1: files of lines become documents, and a task tells how far that is. */
@Path("/_plugins/_ml/_batch_ingestion")
@Tag(name = "Documents")
@Produces(MediaType.APPLICATION_JSON)
public class BatchIngestionResource {

    private static final String EXAMPLE = """
            {"index_name": "docs",
             "data_source": {"type": "s3", "source": ["s3://bucket/output.jsonl"]},
             "field_map": {"_id": "$.id", "title": "$.content[0]", "title_embedding": "$.SageMakerOutput[0]"},
             "credential": {"region": "us-east-1", "access_key": "…", "secret_key": "…"}}""";

    record Started(@JsonProperty("task_id") String taskId, @JsonProperty("task_type") String taskType, String status) {
    }

    private final BatchIngestions ingestions;

    BatchIngestionResource(BatchIngestions ingestions) {
        this.ingestions = ingestions;
    }

    @POST
    @Operation(summary = "Ingest files of lines", description = "Each line of the sources, such as the results of a batch"
            + " prediction, becomes a document, or a part of one. `GET tasks/{task_id}` shows how far it is,"
            + " `POST tasks/{task_id}/_cancel` ends it.")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON,
            examples = @ExampleObject(name = "Amazon SageMaker", value = EXAMPLE)))
    public Uni<Started> start(Body body) {
        ingestions.requireOn();
        return ingestions.start(BatchIngestionBody.read(body.fields(), ingestions::faults))
                .map(task -> new Started(task, "BATCH_INGEST", "CREATED"));
    }
}
