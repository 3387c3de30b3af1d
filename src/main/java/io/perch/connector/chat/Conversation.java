package io.perch.connector.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The messages of a chat for services that know two sides, who take turns, and instructions that stand above both. What one side
 * says in several messages is one turn.
 */
record Conversation(List<String> system, List<Turn> turns) {

    /** @param role user or assistant */
    record Turn(String role, List<Part> parts) {
    }

    sealed interface Part {

        record Text(String text) implements Part {
        }

        /** @param format jpeg, png, gif or webp */
        record Image(String format, String base64) implements Part {
        }
    }

    private static final Set<String> FORMATS = Set.of("jpeg", "png", "gif", "webp");
    private static final String IMAGE = "data:image/";
    private static final String BASE64 = ";base64,";

    /** @param unserved receives what cannot be told to such services */
    static Conversation of(JsonNode messages, Unserved unserved) {
        Conversation conversation = new Conversation(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < messages.size(); i++) {
            conversation.add(messages.get(i), "messages[" + i + "]", unserved);
        }
        if (conversation.turns.isEmpty()) {
            unserved.add("messages", "must have something that the user says");
        }
        return conversation;
    }

    private void add(JsonNode message, String place, Unserved unserved) {
        if (!message.path("tool_calls").isEmpty()) {
            unserved.add(place + ".tool_calls", "is not for this service");
        }
        String role = message.path("role").asText();
        switch (role) {
            case "system", "developer" -> parts(message.path("content"), place, unserved).forEach(part -> instruct(part, place,
                    unserved));
            case "user", "assistant" -> say(role, parts(message.path("content"), place, unserved));
            default -> unserved.add(place + ".role", "is " + role + ", and this service knows system, user and assistant");
        }
    }

    private void instruct(Part part, String place, Unserved unserved) {
        switch (part) {
            case Part.Text(String text) -> system.add(text);
            case Part.Image image -> unserved.add(place + ".content", "has an image, which only a user can show");
        }
    }

    private void say(String role, List<Part> parts) {
        if (parts.isEmpty()) {
            return;
        }
        if (turns.isEmpty() || !turns.getLast().role().equals(role)) {
            turns.add(new Turn(role, new ArrayList<>()));
        }
        turns.getLast().parts().addAll(parts);
    }

    private static List<Part> parts(JsonNode content, String place, Unserved unserved) {
        if (!content.isArray()) {
            return content.isTextual() ? List.of(new Part.Text(content.textValue())) : List.of();
        }
        List<Part> parts = new ArrayList<>(content.size());
        for (int i = 0; i < content.size(); i++) {
            part(content.get(i), place + ".content[" + i + "]", unserved).ifPresent(parts::add);
        }
        return parts;
    }

    private static Optional<Part> part(JsonNode part, String place, Unserved unserved) {
        String type = part.path("type").asText();
        return switch (type) {
            case "text" -> Optional.of(new Part.Text(part.path("text").asText()));
            case "image_url" -> image(part.path("image_url").path("url").asText(), place, unserved);
            default -> {
                unserved.add(place + ".type", "is " + type + ", and this service knows text and image_url");
                yield Optional.empty();
            }
        };
    }

    /** Perch fetches nothing that callers name. */
    private static Optional<Part> image(String url, String place, Unserved unserved) {
        int data = url.indexOf(BASE64);
        String format = url.startsWith(IMAGE) && data > 0 ? url.substring(IMAGE.length(), data).replace("jpg", "jpeg") : "";
        if (!FORMATS.contains(format)) {
            unserved.add(place + ".image_url.url", "must be the image itself: data:image/png;base64,…, or jpeg, gif, webp");
            return Optional.empty();
        }
        return Optional.of(new Part.Image(format, url.substring(data + BASE64.length())));
    }
}
