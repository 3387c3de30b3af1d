package io.perch.connector.function;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.perch.path.StreamedPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Takes embeddings out of an answer while it is parsed, number by number into arrays. It explains nothing: at the first surprise
 * the answer is none of its business.
 */
final class VectorReader implements StreamedPath.Visitor {

    private static final int USUAL_DIMENSION = 1536;

    private final boolean inList;
    private final List<float[]> vectors = new ArrayList<>();
    private float[] numbers = new float[USUAL_DIMENSION];
    private boolean surprised;

    private VectorReader(boolean inList) {
        this.inList = inList;
    }

    /**
     * @param inList whether the path leads to a list of vectors, instead of to each of them
     * @return empty when there is no vector, or anything else among them
     */
    static Optional<List<float[]>> read(byte[] json, StreamedPath path, boolean inList) {
        VectorReader reader = new VectorReader(inList);
        try {
            path.visit(json, reader);
        } catch (IOException notJson) {
            return Optional.empty();
        }
        return reader.surprised || reader.vectors.isEmpty() ? Optional.empty() : Optional.of(reader.vectors);
    }

    @Override
    public void value(JsonParser parser) throws IOException {
        if (!inList) {
            vector(parser);
        } else if (isList(parser)) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                vector(parser);
            }
        }
    }

    private void vector(JsonParser parser) throws IOException {
        if (!isList(parser)) {
            return;
        }
        int length = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (!token.isNumeric()) {
                surprised = true;
                parser.skipChildren();
                continue;
            }
            if (length == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * length);
            }
            numbers[length] = parser.getFloatValue();
            surprised |= !Float.isFinite(numbers[length++]);
        }
        surprised |= length == 0;
        vectors.add(Arrays.copyOf(numbers, length));
    }

    private boolean isList(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            return true;
        }
        surprised = true;
        parser.skipChildren();
        return false;
    }
}
