package io.perch.connector.template;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.HexFormat;

/** JSON as text: written into strings, and judged strictly (RFC 8259). */
public final class JsonText {

    /**
     * The names of callers' members are not kept: they would fill a table that lives as long as the process. How long a text may
     * be was decided when its request came in.
     */
    static final JsonFactory STRICT = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE).maxNameLength(Integer.MAX_VALUE).build())
            .build();

    private static final String ESCAPES = "\"\\/bfnrt";
    /** What a scalar that is no string begins with. */
    private static final String SCALARS = "-0123456789tfn";
    private static final HexFormat HEX = HexFormat.of();

    private JsonText() {
    }

    /** {@code text} as a JSON string, quotes included. */
    public static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16).append('"');
        escape(text, out);
        return out.append('"').toString();
    }

    /** {@code text} as it stands in a JSON string: quotes, backslashes, control characters and halves of a pair escaped. */
    static void escape(String text, StringBuilder out) {
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character >= ' ' && character != '"' && character != '\\' && !lone(text, i, character)) {
                continue;
            }
            out.append(text, from, i);
            escape(character, out);
            from = i + 1;
        }
        out.append(text, from, text.length());
    }

    static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        escape(text, out);
        return out.toString();
    }

    private static void escape(char character, StringBuilder out) {
        switch (character) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            default -> out.append("\\u").append(HEX.toHexDigits(character));
        }
    }

    /** Half of a surrogate pair, which UTF-8 cannot carry. */
    private static boolean lone(String text, int at, char character) {
        if (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE) {
            return false;
        }
        return Character.isHighSurrogate(character)
                ? at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1))
                : at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
    }

    /** Whether {@code text} can stand in a JSON string as it is. */
    static boolean isFragment(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character < ' ' || character == '"') {
                return false;
            }
            if (character == '\\') {
                int length = escapeAt(text, i);
                if (length == 0) {
                    return false;
                }
                i += length - 1;
            }
        }
        return true;
    }

    /** How many characters the escape at {@code at} has; 0 when it is none. */
    private static int escapeAt(String text, int at) {
        if (at + 1 == text.length()) {
            return 0;
        }
        if (ESCAPES.indexOf(text.charAt(at + 1)) >= 0) {
            return 2;
        }
        if (text.charAt(at + 1) != 'u' || at + 6 > text.length()) {
            return 0;
        }
        for (int i = at + 2; i < at + 6; i++) {
            if (!HexFormat.isHexDigit(text.charAt(i))) {
                return 0;
            }
        }
        return 6;
    }

    /** Whether {@code text} is one JSON value of any kind. */
    static boolean isValue(String text) {
        return kind(text) != null;
    }

    /** Whether {@code text} is one JSON object or array. */
    static boolean isContainer(String text) {
        int first = firstCharacter(text);
        return first < text.length() && "{[".indexOf(text.charAt(first)) >= 0 && kind(text) != null;
    }

    /** Whether {@code text} is one JSON number, {@code true}, {@code false} or {@code null}. */
    static boolean isScalar(String text) {
        int first = firstCharacter(text);
        return first < text.length() && SCALARS.indexOf(text.charAt(first)) >= 0 && kind(text) != null;
    }

    /** Whether {@code text} is one JSON value, and what the first token of that is; {@code null} when it is not. */
    static JsonToken kind(String text) {
        try (JsonParser parser = STRICT.createParser(text)) {
            JsonToken first = parser.nextToken();
            parser.skipChildren();
            return first != null && parser.nextToken() == null ? first : null;
        } catch (IOException broken) {
            return null;
        }
    }

    /** Whether each line that is not blank is a JSON object or array, and there is one at least. */
    static boolean isLines(String text) {
        boolean found = false;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            if (!line.isBlank()) {
                if (!isContainer(line)) {
                    return false;
                }
                found = true;
            }
        }
        return found;
    }

    /** Why {@code text}, which is no JSON object or array, is none, and where it ceases to be one. */
    static String fault(String text) {
        try (JsonParser parser = STRICT.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return "it is empty";
            }
            parser.skipChildren();
            if (!first.isStructStart()) {
                return "it is neither an object nor an array";
            }
            parser.nextToken();
            return at(parser.currentTokenLocation()) + "there is more behind its end";
        } catch (JsonProcessingException broken) {
            return at(broken.getLocation()) + withoutSource(broken.getOriginalMessage());
        } catch (IOException impossible) {
            return impossible.getMessage();
        }
    }

    /** Jackson would tell where the text came from, had it not been told to hide that. */
    private static String withoutSource(String message) {
        int source = message.indexOf(" (start marker at [Source");
        return source < 0 ? message : message.substring(0, source);
    }

    private static String at(JsonLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
    }

    /** The first that is no blank. */
    static int firstCharacter(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }
}
