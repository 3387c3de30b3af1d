package io.perch.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.Fields;
import io.perch.base.PerchException;
import io.perch.model.Model;
import io.perch.model.PredictInput;
import java.util.List;
import java.util.Locale;

/**
 * What {@code /v1/chat/completions} is asked. Judged here is what every service needs; what the rest of the members may be is for
 * the service to say.
 *
 * @param model  an id or a name
 * @param stream whether the answer is to come in pieces
 * @param chat   the whole body
 */
record ChatBody(String model, boolean stream, ObjectNode chat) {

    private static final String MESSAGES = "messages";

    /** Throws REQUEST_INVALID with every fault there is. */
    static ChatBody read(Body body) {
        Fields fields = body.fields();
        ChatBody read = new ChatBody(fields.required("model", "you must provide a model parameter"),
                Boolean.TRUE.equals(fields.bool("stream")), body.object());
        checkMessages(fields);
        fields.check();
        return read;
    }

    /** Throws MODEL_IS_LOCAL. */
    PredictInput of(Model asked) {
        if (asked.function().isLocal()) {
            throw new PerchException(ErrorCode.MODEL_IS_LOCAL, "Model " + asked.id() + " runs here and has the function "
                    + asked.function() + ", and /v1/chat/completions needs a remote model",
                    "register a model with function_name remote and a connector to a service that chats").about("model");
        }
        return new PredictInput.Chat(chat);
    }

    private static void checkMessages(Fields fields) {
        List<Fields> messages = fields.objects(MESSAGES);
        boolean faulty = messages == null && fields.has(MESSAGES);
        if (!faulty && (messages == null || messages.isEmpty())) {
            fields.fault(MESSAGES, "you must provide messages: an array with one object at least");
            return;
        }
        if (!faulty) {
            messages.forEach(ChatBody::checkMessage);
        }
    }

    private static void checkMessage(Fields message) {
        message.required("role", "every message must have a role: system, user, assistant …");
        JsonNode content = message.node("content");
        if (content != null && !content.isTextual() && !content.isArray()) {
            message.fault("content", "the content of a message must be a string or an array of parts, but it is of type ["
                    + content.getNodeType().name().toLowerCase(Locale.ROOT) + "]");
        } else if (content != null && content.isArray()) {
            checkParts(message);
        }
    }

    private static void checkParts(Fields message) {
        List<Fields> parts = message.objects("content");
        if (parts != null) {
            parts.forEach(part -> part.required("type", "every part of a message must have a type: text, image_url …"));
        }
    }
}
