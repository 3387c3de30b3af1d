package io.perch.query.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.PerchException;
import io.perch.ingest.document.FieldPath;
import io.perch.path.JsonPath;
import java.util.Optional;

/**
 * Where in a search source a value is put: what is there already gets another value; below {@code ext} a way is made.
 *
 * @param dots {@code null} when only a JSON path is meant
 */
record SourcePath(String text, FieldPath dots, JsonPath json) {

    private static final String EXT = "ext.";
    private static final String ROOT = "$.";

    /** Throws REQUEST_INVALID for what is no path. */
    static SourcePath of(String text) {
        String plain = text.startsWith(ROOT) ? text.substring(ROOT.length()) : text;
        return new SourcePath(text, dots(plain), JsonPath.of(text));
    }

    private static FieldPath dots(String plain) {
        try {
            return plain.chars().anyMatch(c -> "$[]*?@()'".indexOf(c) >= 0) ? null : FieldPath.of(plain);
        } catch (PerchException notOne) {
            return null;
        }
    }

    static boolean isExtension(String text) {
        return text.startsWith(EXT) || text.startsWith(ROOT + EXT);
    }

    /** Whether a value can be put there. */
    boolean isIn(ObjectNode source) {
        return isExtension(text) || dots != null && dots.read(Requested.document(source)).isPresent()
                || json.read(source).isPresent();
    }

    /** The source with the value, which may be the same object. @param source changed, where that is enough */
    ObjectNode put(ObjectNode source, JsonNode value) {
        if (dots != null && (isExtension(text) || dots.read(Requested.document(source)).isPresent())) {
            dots.set(Requested.document(source), value);
            return source;
        }
        Optional<JsonNode> changed = json.change(source, before -> value);
        return (ObjectNode) changed.orElse(source);
    }
}
