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

/** Embeddings as OpenAI's SDKs ask for them, by any TEXT_EMBEDDING model, and by remote ones. */
@Path("/v1/embeddings")
@Tag(name = "OpenAI")
@Produces(MediaType.APPLICATION_JSON)
public class EmbeddingsResource {

    private static final String EXAMPLE = """
            {"model": "all-MiniLM-L6-v2", "input": ["today is sunny"], "encoding_format": "float"}""";

    private final ModelNames names;
    private final Predictions predictions;
    private final EmbeddingsAnswers answers;

    EmbeddingsResource(ModelNames names, Predictions predictions, EmbeddingsAnswers answers) {
        this.names = names;
        this.predictions = predictions;
        this.answers = answers;
    }

    @POST
    @Operation(summary = "Embed texts", description = """
            `model` is an id or a name; `input` a string or an array of strings; `encoding_format` float or base64 \
            (little-endian float32); `dimensions` the model's own, or one of its `additional_config.matryoshka_dimensions`; \
            `input_type` query or passage, for models with prefixes (query when not said); `on_overflow` truncate, fail or \
            chunk_mean, for texts longer than the model reads. `user` is not used. Of a REMOTE model the connector's pre- and \
            post-process functions make the call and read its answer; `usage` is 0 there: the service's count is not known.""")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT), examples =
            @ExampleObject(name = "one text", value = EXAMPLE)))
    public Uni<Buffer> embed(Body body, RoutingContext http) {
        EmbeddingsBody wanted = EmbeddingsBody.read(body.fields());
        return predictions.answer(names.id(wanted.model()), wanted::of, (asked, output) ->
                answers.write(wanted, asked, output), http)
                .onFailure(PerchException.class).transform(failure -> ((PerchException) failure).calling("text_docs", "input"));
    }
}
