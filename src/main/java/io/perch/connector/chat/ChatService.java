package io.perch.connector.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.stream.Deltas;
import io.perch.connector.stream.LlmInterface;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a service wants to be asked a chat, and how it answers: callers speak as OpenAI's clients do, whatever stands behind the
 * connector. Which kind it is, the connector's predict action tells. Pre- and post-process functions have no part in it.
 */
public sealed interface ChatService permits OpenAiChat, ConverseChat, ClaudeChat {

    /** Parameter of a connector that says which kind it is where the url does not, by ML Commons's names. */
    String INTERFACE = "_llm_interface";

    /** Throws REQUEST_INVALID for an action of which it cannot be told. */
    static ChatService of(ChatAction action) {
        String path = action.pathEnd();
        Optional<LlmInterface> known = said(action).or(() -> LlmInterface.ofPath(path));
        if (known.isPresent()) {
            return switch (known.get()) {
                case OPENAI -> new OpenAiChat(action);
                case CONVERSE -> new ConverseChat(action);
            };
        }
        if (path.endsWith(ClaudeChat.MESSAGES) || action.mentions(ClaudeChat.VERSION)) {
            return new ClaudeChat(action);
        }
        throw new PerchException(ErrorCode.REQUEST_INVALID, "It is not known how the service of this model wants a chat",
                "its connector's predict action has a url that ends in /chat/completions (OpenAI and all who speak like it),"
                        + " /converse (Bedrock) or /v1/messages (Anthropic), or a request_body with anthropic_version (Claude by"
                        + " Bedrock's invoke); or the connector's parameters._llm_interface says "
                        + LlmInterface.OPENAI.wireName() + " or " + LlmInterface.CONVERSE.wireName()
                        + ". Other services take _predict").about("model");
    }

    private static Optional<LlmInterface> said(ChatAction action) {
        return Optional.ofNullable(action.preset(INTERFACE)).flatMap(LlmInterface::read);
    }

    /**
     * What the service is sent. Throws REQUEST_INVALID with everything in the chat that it cannot do.
     *
     * @param chat as a caller of OpenAI writes it; not changed
     */
    ChatRequest request(ObjectNode chat, boolean stream);

    /** Where streams are to be had. @param url without query, at which whole answers are */
    String streaming(String url);

    /**
     * The service's answer as a {@code chat.completion}. Throws REMOTE_ANSWER_UNREADABLE, REMOTE_ANSWER_UNEXPECTED.
     *
     * @param head asked for when the service does not say it itself
     */
    String completion(byte[] answer, Supplier<Head> head);

    /** A reader for one stream, whose events are {@code chat.completion.chunk}s. @param maxEvent bytes of one event */
    Deltas chunks(ChatRequest request, Supplier<Head> head, int maxEvent);
}
