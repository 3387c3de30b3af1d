package io.perch.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.perch.model.CatalogConfig;
import io.perch.model.Registration;
import io.perch.model.Uploads;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** M3 and M4: models that arrive chunk by chunk. */
@Path("/_plugins/_ml/models")
@Tag(name = "Models by upload")
public class UploadResource {

    record Created(@JsonProperty("model_id") String modelId, String status) {
    }

    record Uploaded(String status) {
    }

    record Chunks(@JsonProperty("model_id") String modelId, @JsonProperty("total_chunks") int totalChunks,
            List<Integer> received, List<Integer> missing) {
    }

    private final Registration registration;
    private final Uploads uploads;
    private final CatalogConfig config;

    UploadResource(Registration registration, Uploads uploads, CatalogConfig config) {
        this.registration = registration;
        this.uploads = uploads;
        this.config = config;
    }

    @POST
    @Path("/_register_meta")
    @Operation(summary = "Announce a model that will be uploaded in chunks")
    public Uni<Created> registerMeta(Body body) {
        return registration.start(RegisterBody.byUpload(body.fields("Model meta request has empty body"), config.maxChunks()))
                .map(made -> new Created(made.modelId(), "CREATED"));
    }

    @POST
    @Path("/meta")
    @Operation(summary = "Old name of models/_register_meta", deprecated = true)
    public Uni<Created> meta(Body body) {
        return registerMeta(body);
    }

    @POST
    @Path("/{model_id}/upload_chunk/{chunk_number}")
    @Operation(summary = "Upload one chunk", description = "Raw bytes, at most 10,000,000, in any order; may be sent again."
            + " The last one missing is answered when the whole has been checked and sealed.")
    @Consumes({MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_JSON})
    public Uni<Uploaded> uploadChunk(@RestPath("model_id") String id, @RestPath("chunk_number") String number, Body body) {
        return uploads.receive(id, chunkNumber(number), body.raw().getBytes()).replaceWith(new Uploaded("Uploaded"));
    }

    @POST
    @Path("/{model_id}/chunk/{chunk_number}")
    @Operation(summary = "Old name of upload_chunk", deprecated = true)
    @Consumes({MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_JSON})
    public Uni<Uploaded> chunk(@RestPath("model_id") String id, @RestPath("chunk_number") String number, Body body) {
        return uploadChunk(id, number, body);
    }

    @GET
    @Path("/{model_id}/chunks")
    @Operation(summary = "Which chunks have arrived and which are missing", description = "How an upload is resumed.")
    public Uni<Chunks> chunks(@RestPath("model_id") String id) {
        return uploads.progress(id)
                .map(it -> new Chunks(it.modelId(), it.totalChunks(), it.received(), it.missing()));
    }

    private static int chunkNumber(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw new PerchException(ErrorCode.CHUNK_INVALID, "For input string: \"" + text + "\"",
                    "the last part of the path is the chunk's number, counted from 0");
        }
    }
}
