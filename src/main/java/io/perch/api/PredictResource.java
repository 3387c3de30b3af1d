package io.perch.api;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
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

/** P2: one question to one model. A model that is not deployed is deployed by the first who asks. */
@Path("/_plugins/_ml/models")
@Tag(name = "Predict")
@Produces(MediaType.APPLICATION_JSON)
public class PredictResource {

    static final String EXAMPLE = """
            {"text_docs": ["today is sunny"], "target_response": ["sentence_embedding"]}""";

    static final String SPARSE = """
            {"text_docs": ["today is sunny"], "parameters": {"sparse_embedding_format": "WORD"}}""";

    static final String SIMILARITY = """
            {"query_text": "today is sunny", "text_docs": ["how are you", "the sun is out"]}""";

    static final String QUESTION = """
            {"question": "Who lives in London?", "context": "My name is Sarah and I live in London."}""";

    private final Predictions predictions;

    PredictResource(Predictions predictions) {
        this.predictions = predictions;
    }

    @POST
    @Path("/{model_id}/_predict")
    @Operation(summary = "Predict", description = "The model's own function decides how the body is read.")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON, examples = {
        @ExampleObject(name = "embedding", value = EXAMPLE), @ExampleObject(name = "sparse", value = SPARSE),
        @ExampleObject(name = "similarity", value = SIMILARITY), @ExampleObject(name = "question", value = QUESTION)}))
    @Parameter(name = CallTerms.TIMEOUT, in = ParameterIn.HEADER, example = "500ms",
            description = "How long the caller waits; perch.predict.timeout when not said")
    @Parameter(name = CallTerms.PRIORITY, in = ParameterIn.HEADER, example = "bulk",
            description = "interactive or bulk; without it, a request of many texts is bulk")
    public Uni<Buffer> predict(@RestPath("model_id") String id, Body body, RoutingContext http) {
        return predictions.answer(id, body, http);
    }
}
