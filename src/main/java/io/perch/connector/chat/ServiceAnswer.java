package io.perch.connector.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.path.JsonText;
import java.io.IOException;

/** An answer that is put into other words. */
record ServiceAnswer(JsonNode tree) {

    /** Throws REMOTE_ANSWER_UNREADABLE. */
    static ServiceAnswer of(byte[] answer) {
        try {
            return new ServiceAnswer(JsonText.tree(answer));
        } catch (IOException notJson) {
            throw OpenAiChat.unreadable("is not JSON");
        }
    }

    /**
     * The texts among the blocks at {@code pointer}, one after the other; what a model thinks to itself is not told. Throws
     * REMOTE_ANSWER_UNEXPECTED.
     */
    String texts(String pointer) {
        JsonNode blocks = tree.at(pointer);
        if (!blocks.isArray()) {
            throw new PerchException(ErrorCode.REMOTE_ANSWER_UNEXPECTED, "The service's answer to a chat should have an array at "
                    + pointer, "see that the connector's url is that of the service's chat");
        }
        StringBuilder texts = new StringBuilder();
        blocks.forEach(block -> texts.append(block.path("text").asText()));
        return texts.toString();
    }
}
