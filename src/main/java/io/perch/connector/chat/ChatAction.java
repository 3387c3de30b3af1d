package io.perch.connector.chat;

import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a connector says of the action that answers chats.
 *
 * @param url     template
 * @param body    template; {@code null} for none
 * @param asked   the parameters that {@code body} asks for
 * @param presets the connector's own parameters by name; {@code null} for those that are not there
 */
public record ChatAction(String url, String body, Set<String> asked, UnaryOperator<String> presets) {

    /** As far as the path can be told: without query, and without a slash at its end. */
    String pathEnd() {
        int query = url.indexOf('?');
        String plain = query < 0 ? url : url.substring(0, query);
        return plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }

    boolean mentions(String text) {
        return body != null && body.contains(text);
    }

    /** {@code null} when the connector has none, or a blank one. */
    String preset(String name) {
        String text = presets.apply(name);
        return text == null || text.isBlank() ? null : text;
    }
}
