package io.perch.api;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.FunctionName;
import io.perch.predict.json.PredictBody;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
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

/** P1: as P2, but the path says how the body is read. */
@Path("/_plugins/_ml/_predict")
@Tag(name = "Predict")
@Produces(MediaType.APPLICATION_JSON)
public class PredictAsResource {

    private final Predictions predictions;

    PredictAsResource(Predictions predictions) {
        this.predictions = predictions;
    }

    @POST
    @Path("/{algorithm}/{model_id}")
    @Operation(summary = "Predict, the body read as that of a given function")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON, examples = {
        @ExampleObject(name = "embedding", value = PredictResource.EXAMPLE),
        @ExampleObject(name = "sparse", value = PredictResource.SPARSE),
        @ExampleObject(name = "similarity", value = PredictResource.SIMILARITY),
        @ExampleObject(name = "question", value = PredictResource.QUESTION)}))
    public Uni<Buffer> predictAs(@RestPath String algorithm, @RestPath("model_id") String id, Body body, RoutingContext http) {
        FunctionName function = FunctionName.read(algorithm).orElseThrow(() ->
                new PerchException(ErrorCode.REQUEST_INVALID, "Wrong function name", "use one of text_embedding,"
                        + " sparse_encoding, sparse_tokenize, text_similarity, question_answering, remote"));
        return predictions.answer(id, model -> PredictBody.read(function, body.fields()), http);
    }
}
