package io.perch.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** The beginning of a JSON value, for people to read: about a hundred characters, however large the value is. */
public final class Excerpt {

    private static final int CHARS = 100;
    private static final String CUT = "…";

    private final StringBuilder out = new StringBuilder();

    private Excerpt() {
    }

    public static String of(JsonNode value) {
        Excerpt excerpt = new Excerpt();
        excerpt.write(value);
        return excerpt.out.toString();
    }

    private void write(JsonNode value) {
        if (value.isObject()) {
            writeObject(value);
        } else if (value.isArray()) {
            writeArray(value);
        } else if (value.isTextual() && value.textValue().length() > CHARS) {
            String start = value.textValue().substring(0, CHARS);
            out.append('"').append(JsonText.escaped(start)).append(CUT).append('"');
        } else {
            out.append(value);
        }
    }

    private void writeObject(JsonNode object) {
        String separator = "{";
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            out.append(separator);
            if (out.length() > CHARS) {
                out.append(CUT).append('}');
                return;
            }
            out.append('"').append(JsonText.escaped(member.getKey())).append("\":");
            write(member.getValue());
            separator = ",";
        }
        out.append(object.isEmpty() ? "{}" : "}");
    }

    private void writeArray(JsonNode array) {
        String separator = "[";
        for (JsonNode element : array) {
            out.append(separator);
            if (out.length() > CHARS) {
                out.append(CUT).append(']');
                return;
            }
            write(element);
            separator = ",";
        }
        out.append(array.isEmpty() ? "[]" : "]");
    }
}
