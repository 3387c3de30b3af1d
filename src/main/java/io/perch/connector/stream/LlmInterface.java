package io.perch.connector.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.stream.Stream;

/** How a service streams, by the names that ML Commons has for {@code parameters._llm_interface}. */
public enum LlmInterface {

    OPENAI("openai/v1/chat/completions", "/chat/completions") {
        @Override
        public Deltas deltas(int maxEvent) {
            return new OpenAiDeltas(maxEvent);
        }

        @Override
        public ObjectNode streaming(ObjectNode payload) {
            return payload.put("stream", true);
        }

        @Override
        public String streaming(String url) {
            return url;
        }
    },

    CONVERSE("bedrock/converse/claude", "/converse") {
        @Override
        public Deltas deltas(int maxEvent) {
            return new ConverseDeltas(maxEvent);
        }

        @Override
        public ObjectNode streaming(ObjectNode payload) {
            return payload;
        }

        @Override
        public String streaming(String url) {
            return url.endsWith("/converse") ? url + "-stream" : url;
        }
    };

    private final String wireName;
    private final String pathEnd;

    LlmInterface(String wireName, String pathEnd) {
        this.wireName = wireName;
        this.pathEnd = pathEnd;
    }

    public static Optional<LlmInterface> read(String name) {
        return Stream.of(values()).filter(known -> known.wireName.equalsIgnoreCase(name)).findFirst();
    }

    /** Where nobody says so: by the path of the url, which tells it for the usual services. */
    public static Optional<LlmInterface> ofPath(String path) {
        return Stream.of(values()).filter(known -> path.endsWith(known.pathEnd)).findFirst();
    }

    public String wireName() {
        return wireName;
    }

    /** A reader for one stream. @param maxEvent bytes of one event */
    public abstract Deltas deltas(int maxEvent);

    /** The payload that asks for a stream; changes and returns {@code payload}. */
    public abstract ObjectNode streaming(ObjectNode payload);

    /** The url without query at which streams are to be had. */
    public abstract String streaming(String url);
}
