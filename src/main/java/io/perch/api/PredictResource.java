package io.perch.api;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.FunctionName;
import io.perch.model.Model;
import io.perch.model.PredictInput;
import io.perch.predict.PredictService;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** P1 and P2: one question to one model. A model that is not deployed is deployed by the first who asks. */
@Path("/_plugins/_ml")
@Tag(name = "Predict")
@Produces(MediaType.APPLICATION_JSON)
public class PredictResource {

    private static final String EXAMPLE = """
            {"text_docs": ["today is sunny"], "target_response": ["sentence_embedding"]}""";

    private final PredictService predicts;
    private final PredictAnswers answers;

    PredictResource(PredictService predicts, PredictAnswers answers) {
        this.predicts = predicts;
        this.answers = answers;
    }

    @POST
    @Path("/models/{model_id}/_predict")
    @Operation(summary = "Predict", description = "The model's own function decides how the body is read.")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "embedding", value = EXAMPLE)))
    public Uni<Buffer> predict(@RestPath("model_id") String id, Body body, RoutingContext http) {
        return answer(id, model -> PredictBody.read(model.function(), body.fields()), http);
    }

    @POST
    @Path("/_predict/{algorithm}/{model_id}")
    @Operation(summary = "Predict, the body read as that of a given function")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "embedding", value = EXAMPLE)))
    public Uni<Buffer> predictAs(@RestPath String algorithm, @RestPath("model_id") String id, Body body, RoutingContext http) {
        FunctionName function = FunctionName.read(algorithm).orElseThrow(() ->
                new PerchException(ErrorCode.REQUEST_INVALID, "Wrong function name", "use one of text_embedding,"
                        + " sparse_encoding, sparse_tokenize, text_similarity, question_answering, remote"));
        return answer(id, model -> PredictBody.read(function, body.fields()), http);
    }

    private Uni<Buffer> answer(String id, Function<Model, PredictInput> read, RoutingContext http) {
        AtomicReference<PredictInput> input = new AtomicReference<>();
        return HangUp.cancels(http, predicts.predict(id, model -> {
            input.set(read.apply(model));
            return input.get();
        }).chain(output -> answers.write(output, input.get())));
    }
}
