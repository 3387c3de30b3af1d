package io.perch.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.model.Delta;
import io.perch.predict.PredictService;
import io.perch.predict.json.PredictBody;
import io.smallrye.mutiny.Uni;
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

/** P4: the answer of a remote model in pieces, as server-sent events. */
@Path("/_plugins/_ml/models")
@Tag(name = "Predict")
public class StreamResource {

    private static final String EXAMPLE = """
            {"parameters": {"messages": [{"role": "user", "content": "Tell me a story"}],
                            "_llm_interface": "openai/v1/chat/completions"}}""";

    private final PredictService predicts;

    StreamResource(PredictService predicts) {
        this.predicts = predicts;
    }

    @POST
    @Path("/{model_id}/_predict/stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(summary = "Predict in pieces", description = "For remote models that stream as OpenAI or Bedrock Converse do.")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON,
            examples = @ExampleObject(name = "chat", value = EXAMPLE)))
    public Uni<Void> stream(@RestPath("model_id") String id, Body body, RoutingContext http) {
        return Events.send(http, predicts.stream(id, CallTerms.of(http),
                        model -> PredictBody.read(model.function(), body.fields())), StreamResource::event);
    }

    /** As ML Commons writes it. */
    private static String event(Delta delta) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.putArray("inference_results").addObject().putArray("output").addObject().put("name", "response")
                .putObject("dataAsMap").put("content", delta.content()).put("is_last", delta.last());
        return event.toString();
    }
}
