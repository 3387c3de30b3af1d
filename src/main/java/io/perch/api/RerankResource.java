package io.perch.api;

import io.perch.base.PerchException;
import io.perch.deploy.ModelNames;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Documents in the order of their relevance to a query, as clients of Jina and Cohere ask for it. */
@Path("/v1/rerank")
@Tag(name = "OpenAI")
@Produces(MediaType.APPLICATION_JSON)
public class RerankResource {

    private static final String EXAMPLE = """
            {"model": "ms-marco-MiniLM-L-6-v2", "query": "how is the weather", "top_n": 1,
             "documents": ["today is sunny", "the train is late"]}""";

    private final ModelNames names;
    private final Predictions predictions;
    private final RerankAnswers answers;

    RerankResource(ModelNames names, Predictions predictions, RerankAnswers answers) {
        this.names = names;
        this.predictions = predictions;
        this.answers = answers;
    }

    @POST
    @Operation(summary = "Rank documents by relevance", description = """
            By any TEXT_SIMILARITY model, or a REMOTE one with rerank functions in its connector. `model` is an id or a name; \
            `documents` strings or objects with a `text`; `top_n` how many come back; `return_documents` repeats them. \
            `relevance_score` is the logistic function of the model's logit, between 0 and 1, or with `raw_scores` the logit \
            itself; of a model with two classes the logit is the second one's number less the first one's. A remote service's \
            score is told as it is.""")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT), examples =
            @ExampleObject(name = "two documents", value = EXAMPLE)))
    public Uni<Buffer> rerank(Body body, RoutingContext http) {
        RerankBody wanted = RerankBody.read(body.fields());
        return predictions.answer(names.id(wanted.model()), wanted::of, (asked, output) ->
                answers.write(wanted, asked, output), http)
                .onFailure(PerchException.class).transform(failure -> ((PerchException) failure)
                        .calling("text_docs", "documents").calling("query_text", "query"));
    }
}
