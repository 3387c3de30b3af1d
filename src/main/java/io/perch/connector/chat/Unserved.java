package io.perch.connector.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a chat asks for that the service behind a connector does not do. Collected, so that a caller learns all of it at once;
 * nothing is left out in silence.
 */
final class Unserved {

    /** Members that are translated, and those that change nothing in an answer. */
    private static final Set<String> TAKEN = Set.of("messages", "model", "stream", "stream_options", "max_tokens",
            "max_completion_tokens", "temperature", "top_p", "stop", "tool_choice", "parallel_tool_calls", "user", "metadata",
            "store", "seed", "service_tier", "prompt_cache_key", "safety_identifier");

    private final String service;
    private final List<String> reasons = new ArrayList<>();
    private String first;

    /** @param service as messages call it */
    Unserved(String service) {
        this.service = service;
    }

    void add(String member, String reason) {
        first = first == null ? member : first;
        reasons.add(member + " " + reason);
    }

    /** The members of the chat that go beyond what is translated, unless they say what would be so without them. */
    void addMembers(ObjectNode chat) {
        chat.properties().forEach(member -> {
            if (!TAKEN.contains(member.getKey()) && !saysNothing(member.getKey(), member.getValue())) {
                add(member.getKey(), "is not for this service");
            }
        });
    }

    private static boolean saysNothing(String name, JsonNode value) {
        return switch (name) {
            case "n" -> value.isNull() || value.asInt() == 1;
            case "response_format" -> value.isNull() || value.path("type").asText().equals("text");
            default -> value.isContainerNode() ? value.isEmpty() : value.asText().equals("false") || value.asDouble(1) == 0
                    || value.isNull();
        };
    }

    /** Throws REQUEST_INVALID when there is anything. */
    void check() {
        if (!reasons.isEmpty()) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "With " + service + " Perch exchanges texts and images only: "
                    + String.join("; ", reasons), "leave it out, or ask the model by _predict in the service's own words")
                    .about(first);
        }
    }
}
