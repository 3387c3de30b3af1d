package io.perch.connector.chat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.path.JsonText;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object as text that gets more members. What is in it is read over, and not into a tree.
 *
 * @param members its own, each with the token that its value begins with
 */
record ObjectText(String json, Map<String, JsonToken> members) {

    /** The names of callers' members are not kept: they would fill a table that lives as long as the process. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
            .build();

    /** Throws PAYLOAD_INVALID when it is no object. */
    static ObjectText of(String json) {
        Map<String, JsonToken> members = new HashMap<>();
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw noObject();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                members.put(name, parser.nextToken());
                parser.skipChildren();
            }
            return new ObjectText(json, members);
        } catch (IOException broken) {
            throw noObject();
        }
    }

    private static PerchException noObject() {
        return new PerchException(ErrorCode.PAYLOAD_INVALID, "The connector's request_body makes no JSON object, to which the"
                + " rest of the chat could be added", "make it an object with messages: ${parameters.messages}");
    }

    /** Whether the member is there and is this truth value. */
    boolean says(String name, boolean value) {
        return members.get(name) == (value ? JsonToken.VALUE_TRUE : JsonToken.VALUE_FALSE);
    }

    /** With those of {@code more} that it does not have. */
    String with(Map<String, JsonNode> more) {
        StringBuilder added = new StringBuilder();
        more.forEach((name, value) -> {
            if (!members.containsKey(name)) {
                added.append(members.isEmpty() && added.isEmpty() ? "\"" : ",\"").append(JsonText.escaped(name)).append("\":")
                        .append(value);
            }
        });
        int end = json.lastIndexOf('}');
        return added.isEmpty() ? json : json.substring(0, end) + added + json.substring(end);
    }

    /** The same, and a truth value that it has already another one of. This takes a tree. */
    String with(Map<String, JsonNode> more, String name, boolean value) {
        Optional<JsonNode> tree = JsonText.tree(with(more));
        ((ObjectNode) tree.orElseThrow(ObjectText::noObject)).put(name, value);
        return tree.get().toString();
    }
}
