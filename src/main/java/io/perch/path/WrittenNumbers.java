package io.perch.path;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonGeneratorImpl;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.AbstractList;
import java.util.List;

/**
 * An array of nothing but numbers, as it was written. A vector that goes on without anybody looking at it is one text, and not
 * hundreds of nodes; for whoever looks, it is read then, and from then on is an array like others.
 */
final class WrittenNumbers extends ArrayNode {

    private final Elements elements;

    /** @param json without blanks */
    WrittenNumbers(String json, int size) {
        this(new Elements(json, size));
    }

    private WrittenNumbers(Elements elements) {
        super(JsonNodeFactory.instance, elements);
        this.elements = elements;
    }

    /** Whether nobody can have put anything else among the numbers. */
    boolean isUntouched() {
        return elements.nodes == null;
    }

    @Override
    public ArrayNode deepCopy() {
        return isUntouched() ? new WrittenNumbers(elements.json, elements.size) : super.deepCopy();
    }

    @Override
    public void serialize(JsonGenerator out, SerializerProvider provider) throws IOException {
        // in other formats it is another text, or none
        if (isUntouched() && out instanceof JsonGeneratorImpl json) {
            json.writeRawValue(elements.json);
        } else {
            super.serialize(out, provider);
        }
    }

    private static final class Elements extends AbstractList<JsonNode> {

        private final String json;
        private final int size;
        private volatile List<JsonNode> nodes;

        Elements(String json, int size) {
            this.json = json;
            this.size = size;
        }

        private List<JsonNode> nodes() {
            if (nodes == null) {
                nodes = ExactTree.read(json, size);
            }
            return nodes;
        }

        @Override
        public int size() {
            return nodes == null ? size : nodes.size();
        }

        @Override
        public JsonNode get(int index) {
            return nodes().get(index);
        }

        @Override
        public JsonNode set(int index, JsonNode value) {
            return nodes().set(index, value);
        }

        @Override
        public void add(int index, JsonNode value) {
            nodes().add(index, value);
        }

        @Override
        public JsonNode remove(int index) {
            return nodes().remove(index);
        }
    }
}
