package io.perch.connector.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** JSON as scripts see it: maps, lists, texts, numbers of the kind that was written, booleans, nulls. */
final class JavaValues {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JavaValues() {
    }

    static Object of(JsonNode value) {
        return of(value, UnaryOperator.identity());
    }

    /** @param texts what becomes of every text */
    static Object of(JsonNode value, UnaryOperator<String> texts) {
        return switch (value.getNodeType()) {
            case OBJECT, POJO -> map(value, texts);
            case ARRAY -> {
                List<Object> list = new ArrayList<>(value.size());
                value.forEach(element -> list.add(of(element, texts)));
                yield list;
            }
            case STRING, BINARY -> texts.apply(value.asText());
            case NUMBER -> value.numberValue();
            case BOOLEAN -> value.booleanValue();
            case NULL, MISSING -> null;
        };
    }

    static Map<String, Object> map(JsonNode object, UnaryOperator<String> texts) {
        Map<String, Object> map = new LinkedHashMap<>();
        object.properties().forEach(member -> map.put(member.getKey(), of(member.getValue(), texts)));
        return map;
    }

    /** What a script has made. Of a kind that JSON does not have, its text. */
    static JsonNode node(Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case JsonNode node -> node;
            case Map<?, ?> map -> {
                ObjectNode object = NODES.objectNode();
                map.forEach((name, member) -> object.set(String.valueOf(name), node(member)));
                yield object;
            }
            case Iterable<?> list -> {
                ArrayNode array = NODES.arrayNode();
                list.forEach(element -> array.add(node(element)));
                yield array;
            }
            case Boolean flag -> NODES.booleanNode(flag);
            case Number number -> number(number);
            default -> NODES.textNode(value.toString());
        };
    }

    private static JsonNode number(Number number) {
        return switch (number) {
            case Double real when !Double.isFinite(real) -> NODES.textNode(real.toString());
            case Float real when !Float.isFinite(real) -> NODES.textNode(real.toString());
            case Double real -> NODES.numberNode(real);
            case Float real -> NODES.numberNode(real);
            case BigDecimal exact -> NODES.numberNode(exact);
            case BigInteger whole -> NODES.numberNode(whole);
            default -> NODES.numberNode(number.longValue());
        };
    }
}
