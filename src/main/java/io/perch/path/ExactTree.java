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

/** Reads one value into a tree in which every number is as it was written. How deep it may go, the parser says. */
final class ExactTree {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** What {@link java.math.BigDecimal} takes whatever its digits are. */
    private static final int PLAIN = 100;

    private final JsonParser parser;

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
        ArrayNode array = NODES.arrayNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(token));
        }
        return array;
    }

    private JsonNode whole() throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    private JsonNode number() throws IOException {
        String text = parser.getText();
        if (text.length() > PLAIN || text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            requireDecimal(text);
        }
        return new WrittenNumber(text);
    }

    private void requireDecimal(String text) throws IOException {
        try {
            parser.getDecimalValue();
        } catch (NumberFormatException tooFar) {
            throw new JsonParseException(parser, "[" + Excerpt.of(NODES.textNode(text)) + "] is no number of any kind", tooFar);
        }
    }
}
