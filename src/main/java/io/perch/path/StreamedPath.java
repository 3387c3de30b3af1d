package io.perch.path;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A path of keys and {@code [*]} alone, followed while JSON is read: nothing is kept but what the path leads to. */
public final class StreamedPath {

    private final List<Step> steps;

    private StreamedPath(List<Step> steps) {
        this.steps = steps;
    }

    /** Empty when the path has steps that need the whole value. */
    public static Optional<StreamedPath> of(JsonPath path) {
        List<Step> steps = PathText.of(path.text()).steps();
        return steps.stream().anyMatch(Step.Other.class::isInstance) ? Optional.empty() : Optional.of(new StreamedPath(steps));
    }

    /**
     * Shows the visitor each value at the path's end, in the order in which they come.
     *
     * @throws IOException what keeps the text from being JSON; it is read to its end
     */
    public void visit(byte[] json, Visitor visitor) throws IOException {
        try (JsonParser parser = JsonText.parser(json)) {
            parser.nextToken();
            step(parser, 0, visitor);
            JsonText.end(parser);
        }
    }

    private void step(JsonParser parser, int depth, Visitor visitor) throws IOException {
        if (depth == steps.size()) {
            visitor.value(parser);
            return;
        }
        switch (steps.get(depth)) {
            case Step.Key key -> key(parser, key.name(), depth, visitor);
            case Step.Every every -> every(parser, depth, visitor);
            case Step.Other other -> throw new AssertionError(other + " cannot be followed in a stream");
        }
    }

    private void key(JsonParser parser, String name, int depth, Visitor visitor) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean here = name.equals(parser.currentName());
            parser.nextToken();
            if (here) {
                step(parser, depth + 1, visitor);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void every(JsonParser parser, int depth, Visitor visitor) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                step(parser, depth + 1, visitor);
            }
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                parser.nextToken();
                step(parser, depth + 1, visitor);
            }
        }
    }

    /** Is shown a value by its first token, and leaves the parser at its last. */
    public interface Visitor {
        void value(JsonParser parser) throws IOException;
    }
}
