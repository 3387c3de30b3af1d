package io.perch.api;

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

/**
 * Chats as OpenAI's SDKs ask for them, by remote models. Which of the two methods answers, the body's {@code stream} says and not
 * {@code Accept}: see {@link ChatLane}.
 */
@Path("/v1/chat/completions")
@Tag(name = "OpenAI")
public class ChatResource {

    private static final String EXAMPLE = """
            {"model": "<id or name of a remote model>", "messages": [{"role": "user", "content": "Tell me a story"}]}""";

    private final Chats chats;

    ChatResource(Chats chats) {
        this.chats = chats;
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Chat", description = """
            By any REMOTE model whose connector asks a service that chats: one that speaks like OpenAI (members that the \
            connector's request_body has no placeholder for are added to it, and the answer comes as it is), Bedrock Converse, \
            or Claude. `model` is an id or a name in Perch; which model the service is asked for, the connector says. With `stream` \
            the answer comes as server-sent events, and ends with `data: [DONE]`.""")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT), examples =
            @ExampleObject(name = "one question", value = EXAMPLE)))
    public Uni<Buffer> complete(Body body, RoutingContext http) {
        return chats.answer(ChatBody.read(body), http);
    }

    @POST
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(hidden = true)
    public Uni<Void> stream(Body body, RoutingContext http) {
        return chats.stream(ChatBody.read(body), http);
    }
}
