package io.perch.connector.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.Json;
import io.perch.base.PerchException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** Chats and connectors as literals; quotes may be single ones. */
final class Chats {

    static final Head HEAD = new Head("chatcmpl-1", 1_700_000_000, "m1");

    private Chats() {
    }

    /** @param asked what the body's placeholders are called */
    static ChatAction action(String url, String body, Map<String, String> presets, String... asked) {
        return new ChatAction(url, body, body == null ? null : Set.of(asked), presets::get);
    }

    static ObjectNode chat(String json) {
        return Json.read(quoted(json), ObjectNode.class);
    }

    static JsonNode tree(String json) {
        return Json.read(quoted(json), JsonNode.class);
    }

    static byte[] bytes(String json) {
        return quoted(json).getBytes(StandardCharsets.UTF_8);
    }

    static String quoted(String json) {
        return json.replace('\'', '"');
    }

    /** What the service is sent in place of the connector's own body. */
    static JsonNode payload(ChatService service, String chat) {
        ChatRequest request = service.request(chat(chat), false);
        assertThat(request.whole()).isTrue();
        assertThat(request.more()).isEmpty();
        return tree(request.parameters().get("http_body").textValue());
    }

    static PerchException refused(ErrorCode code, Runnable work) {
        PerchException refused = catchThrowableOfType(PerchException.class, work::run);
        assertThat(refused).isNotNull();
        assertThat(refused.code()).as(refused.reason()).isEqualTo(code);
        return refused;
    }
}
