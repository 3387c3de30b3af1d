package io.perch.path;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Text that is JSON, or may be: one whole value, read strictly. */
public final class JsonText {

    // How long a text may be is decided where it comes in. Names are whatever the other side sends, so they are not interned.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
            .build();

    static final JsonMapper MAPPER = JsonMapper.builder(FACTORY).build();

    private static final ObjectReader TREES = MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final ObjectReader BEGINNINGS = MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonText() {
    }

    /** @throws IOException what keeps it from being JSON, and where */
    public static JsonNode tree(byte[] json) throws IOException {
        return TREES.readTree(json);
    }

    /** As {@link #tree(byte[])}, with every number as it is written: for what is somebody else's and goes on. */
    public static JsonNode exactTree(byte[] json) throws IOException {
        try (JsonParser parser = parser(json)) {
            return ExactTree.read(parser);
        }
    }

    /** As {@link #exactTree(byte[])}; empty when it is not JSON. */
    public static Optional<JsonNode> exactTree(String text) {
        try (JsonParser parser = parser(text)) {
            return Optional.of(ExactTree.read(parser)).filter(node -> !node.isMissingNode());
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /** Whether it is an array of one number or more, and of nothing else. */
    public static boolean isVector(JsonNode value) {
        return value.isArray() && !value.isEmpty() && (value instanceof WrittenNumbers numbers && numbers.isUntouched()
                || value.valueStream().allMatch(JsonNode::isNumber));
    }

    /** In one line. */
    public static Buffer line(JsonNode value) {
        ByteBuf line = Unpooled.buffer();
        try (OutputStream out = new ByteBufOutputStream(line)) {
            MAPPER.writeValue(out, value);
            return Buffer.buffer(line);
        } catch (IOException impossible) {
            throw new AssertionError("a tree can be written", impossible);
        }
    }

    /** Empty when it is not JSON. */
    public static Optional<JsonNode> tree(String text) {
        return read(TREES, text);
    }

    /** Empty when it is not a JSON object or array. */
    public static Optional<JsonNode> container(String text) {
        String trimmed = text.strip();
        return trimmed.startsWith("{") || trimmed.startsWith("[") ? tree(trimmed) : Optional.empty();
    }

    /** Maps, lists and scalars as a tree. */
    public static JsonNode node(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** The JSON value that a text begins with, whatever follows it. */
    public static Optional<JsonNode> beginning(String text) {
        return read(BEGINNINGS, text);
    }

    /**
     * Reads to the end, and keeps nothing.
     *
     * @return what it begins with; {@code null} when it is blank
     * @throws IOException what keeps it from being JSON, and where
     */
    public static JsonToken check(byte[] json) throws IOException {
        try (JsonParser parser = parser(json)) {
            JsonToken first = parser.nextToken();
            parser.skipChildren();
            end(parser);
            return first;
        }
    }

    /** The text as it stands between the quotes of a JSON string. */
    public static String escaped(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    static JsonParser parser(byte[] json) throws IOException {
        return FACTORY.createParser(json);
    }

    static JsonParser parser(String json) throws IOException {
        return FACTORY.createParser(json);
    }

    static void end(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "more follows after the end of the JSON value");
        }
    }

    private static Optional<JsonNode> read(ObjectReader reader, String text) {
        try {
            return Optional.of(reader.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }
}
