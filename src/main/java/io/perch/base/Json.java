package io.perch.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * JSON as Perch stores it in its own tables. Quarkus knows the types that resources take and answer with, but not these: each
 * carries {@code @RegisterForReflection}, or the native executable can neither write nor read it.
 */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private Json() {
    }

    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException broken) {
            throw new PerchException(ErrorCode.INTERNAL, "Could not write " + value.getClass().getSimpleName(), null, broken);
        }
    }

    public static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException broken) {
            throw new PerchException(ErrorCode.INTERNAL, "Stored " + type.getSimpleName() + " is unreadable: "
                    + broken.getOriginalMessage(), null, broken);
        }
    }
}
