package io.perch.engine.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;

/** How many tokens a model says that it reads: {@code truncation.max_length} of its tokenizer.json. */
final class TokenLimit {

    private TokenLimit() {
    }

    /** None when the file does not say, or is damaged, which the tokenizer library tells better. */
    static OptionalInt in(Path file) {
        try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
            json.nextToken();
            return toMember(json, "truncation") == JsonToken.START_OBJECT
                    && toMember(json, "max_length") == JsonToken.VALUE_NUMBER_INT
                            ? OptionalInt.of(json.getIntValue()) : OptionalInt.empty();
        } catch (IOException damaged) {
            return OptionalInt.empty();
        }
    }

    /** The first token of the member's value, where the parser then is; {@code null} when the object has no such member. */
    private static JsonToken toMember(JsonParser json, String name) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = json.currentName().equals(name);
            JsonToken value = json.nextToken();
            if (found) {
                return value;
            }
            json.skipChildren();
        }
        return null;
    }
}
