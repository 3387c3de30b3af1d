package io.perch.ingest.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.path.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A piece of a template of JSON: literal text, or a placeholder {@code ${text}}.
 *
 * @param name   of what fills the placeholder; {@code null} for literal text
 * @param quoted whether it stands within a JSON string
 * @param alone  whether nothing else does
 */
public record TemplatePart(String text, String name, boolean quoted, boolean alone) {

    /** The pieces, in their order. @param name of the placeholder with this text; {@code null} when it is none */
    public static List<TemplatePart> of(String template, UnaryOperator<String> name) {
        return new Cutter(template, name).parts();
    }

    /** A list or an object does not fit between quotes, unless other text is there too. */
    public boolean takes(JsonNode value) {
        return !alone || !value.isContainerNode();
    }

    /** Outside of quotes as JSON, in quotes as escaped text. */
    public void write(JsonNode value, StringBuilder out) {
        if (quoted) {
            out.append(JsonText.escaped(value.isTextual() ? value.textValue() : value.toString()));
        } else {
            out.append(value);
        }
    }

    /** Goes over the text once, and knows at each place whether it is inside a JSON string. */
    private static final class Cutter {

        private final String text;
        private final UnaryOperator<String> name;
        private final List<TemplatePart> parts = new ArrayList<>();
        private boolean quoted;
        private int literalFrom;
        private int at;

        Cutter(String text, UnaryOperator<String> name) {
            this.text = text;
            this.name = name;
        }

        List<TemplatePart> parts() {
            while (at < text.length()) {
                int end = placeholderEnd();
                if (end > 0) {
                    placeholder(end);
                } else {
                    step();
                }
            }
            literal(text.length());
            return parts;
        }

        private void step() {
            char c = text.charAt(at);
            if (c == '"') {
                quoted = !quoted;
            }
            at += quoted && c == '\\' ? 2 : 1;
        }

        /** Behind the brace that closes a placeholder that begins here; 0 when none does. */
        private int placeholderEnd() {
            int end = text.startsWith("${", at) ? text.indexOf('}', at) + 1 : 0;
            return end > 0 && text.substring(at, end).indexOf('"') < 0 && name.apply(text.substring(at + 2, end - 1)) != null
                    ? end : 0;
        }

        private void placeholder(int end) {
            String inside = text.substring(at + 2, end - 1);
            boolean alone = quoted && text.charAt(at - 1) == '"' && text.startsWith("\"", end);
            literal(at);
            parts.add(new TemplatePart(inside, name.apply(inside), quoted, alone));
            at = end;
            literalFrom = end;
        }

        private void literal(int end) {
            if (end > literalFrom) {
                parts.add(new TemplatePart(text.substring(literalFrom, Math.min(end, text.length())), null, false, false));
            }
        }
    }
}
