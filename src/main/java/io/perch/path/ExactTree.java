package io.perch.path;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads one value into a tree in which every number is as it was written. How deep it may go, the parser says. */
final class ExactTree {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** What {@link java.math.BigDecimal} takes whatever its digits are. */
    private static final int PLAIN = 100;

    private final JsonParser parser;
    /** Numbers of the array that is being read. */
    private final StringBuilder written = new StringBuilder();

    private ExactTree(JsonParser parser) {
        this.parser = parser;
    }

    /** A missing node when there is nothing. */
    static JsonNode read(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return MissingNode.getInstance();
        }
        JsonNode value = new ExactTree(parser).value(first);
        JsonText.end(parser);
        return value;
    }

    private JsonNode value(JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT -> whole();
            case VALUE_NUMBER_FLOAT -> number();
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }

    private JsonNode object() throws IOException {
        ObjectNode object = NODES.objectNode();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            object.set(name, value(parser.nextToken()));
        }
        return object;
    }

    private JsonNode array() throws IOException {
        JsonToken token = parser.nextToken();
        ArrayNode array = token.isNumeric() ? numbers() : NODES.arrayNode();
        for (token = parser.currentToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(token));
        }
        return array;
    }

    /** The numbers that an array begins with. */
    private ArrayNode numbers() throws IOException {
        written.setLength(0);
        written.append('[');
        int size = 0;
        for (JsonToken token = parser.currentToken(); token.isNumeric(); token = parser.nextToken()) {
            requireNumber();
            written.append(size++ == 0 ? "" : ",")
                    .append(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        }
        return new WrittenNumbers(written.append(']').toString(), size);
    }

    /** Each with a node of its own. @param json of {@link WrittenNumbers} */
    static List<JsonNode> read(String json, int size) {
        try (JsonParser parser = JsonText.parser(json)) {
            ExactTree tree = new ExactTree(parser);
            List<JsonNode> numbers = new ArrayList<>(size);
            parser.nextToken();
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                numbers.add(tree.value(token));
            }
            return numbers;
        } catch (IOException impossible) {
            throw new AssertionError("these numbers have been read before", impossible);
        }
    }

    private JsonNode whole() throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    private JsonNode number() throws IOException {
        requireNumber();
        return new WrittenNumber(parser.getText());
    }

    /** Nobody is to find out later that there is no such number. */
    private void requireNumber() throws IOException {
        if (isPlain(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength())) {
            return;
        }
        try {
            parser.getNumberValueExact();
        } catch (NumberFormatException tooFar) {
            throw new JsonParseException(parser, "[" + Excerpt.of(NODES.textNode(parser.getText()))
                    + "] is no number of any kind", tooFar);
        }
    }

    private static boolean isPlain(char[] text, int from, int length) {
        if (length > PLAIN) {
            return false;
        }
        for (int i = from; i < from + length; i++) {
            if (text[i] == 'e' || text[i] == 'E') {
                return false;
            }
        }
        return true;
    }
}
