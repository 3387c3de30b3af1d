package io.perch.api;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.Fields;
import io.perch.base.PerchException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/**
 * The body of a request, as a resource method takes it: {@code Uni<Created> create(Body body)}.
 * It is complete, within {@code perch.http.max-body-size}, and read into a tree only when asked for; a large one has
 * been read by then on a worker thread ({@link Intake}).
 */
public final class Body {

    private static final String MISSING = "request body is required";

    private final Buffer bytes;
    private final String contentType;
    private ObjectNode object;

    Body(Buffer bytes, String contentType) {
        this.bytes = bytes == null ? Buffer.buffer() : bytes;
        this.contentType = contentType;
    }

    /** The bytes as they came, whatever they are labelled. */
    public Buffer raw() {
        return bytes;
    }

    public boolean isEmpty() {
        return bytes.length() == 0;
    }

    /** {@link #object(String)} with the usual wording for a missing body. */
    public ObjectNode object() {
        return object(MISSING);
    }

    /**
     * The object in the body. Throws REQUEST_BODY_MISSING (in the words of {@code whenMissing}), JSON_MALFORMED (also for
     * trailing content and duplicate members), BODY_NOT_AN_OBJECT, CONTENT_TYPE_UNSUPPORTED.
     */
    public ObjectNode object(String whenMissing) {
        if (object == null) {
            object = isEmpty() ? missing(whenMissing) : parsed(BodyFormat.of(contentType), whenMissing);
        }
        return object;
    }

    /** For routes whose body may be left out: an empty object then. */
    public ObjectNode objectOrEmpty() {
        return isEmpty() ? BodyFormat.JSON.mapper().createObjectNode() : object();
    }

    /** As JSON text: as it came, unless it came in another notation. Throws as {@link #object()} does when it did. */
    Buffer json() {
        return isEmpty() || BodyFormat.of(contentType) == BodyFormat.JSON ? bytes : Buffer.buffer(object().toString());
    }

    /** Lines of JSON, as they came. Throws CONTENT_TYPE_UNSUPPORTED for another notation. */
    Buffer lines() {
        if (!isEmpty() && !BodyFormat.isLines(contentType) && BodyFormat.of(contentType) != BodyFormat.JSON) {
            throw BodyFormat.unsupported(contentType);
        }
        return bytes;
    }

    public Fields fields() {
        return Fields.of(object());
    }

    public Fields fields(String whenMissing) {
        return Fields.of(object(whenMissing));
    }

    private ObjectNode parsed(BodyFormat format, String whenMissing) {
        ObjectMapper mapper = format.mapper();
        try (JsonParser parser = mapper.getFactory().createParser(bytes.getBytes())) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return missing(whenMissing);
            }
            if (first != JsonToken.START_OBJECT) {
                throw notAnObject(first);
            }
            ObjectNode read = mapper.readTree(parser);
            if (parser.nextToken() != null) {
                throw malformed(format, "nothing may follow the object", parser.currentTokenLocation());
            }
            return read;
        } catch (JsonProcessingException fault) {
            throw malformed(format, fault.getOriginalMessage(), fault.getLocation());
        } catch (IOException fault) {
            throw malformed(format, fault.getMessage(), null);
        }
    }

    private static ObjectNode missing(String reason) {
        throw new PerchException(ErrorCode.REQUEST_BODY_MISSING, reason, null);
    }

    private static PerchException notAnObject(JsonToken found) {
        return new PerchException(ErrorCode.BODY_NOT_AN_OBJECT,
                "Failed to parse object: expecting token of type [START_OBJECT] but found [" + found + "]",
                "send one JSON object: {...}");
    }

    private static PerchException malformed(BodyFormat format, String what, JsonLocation where) {
        String place = where == null || where.getLineNr() < 1
                ? ""
                : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
        // Jackson names its own settings in brackets; the caller cannot turn those
        String words = what.replaceAll(",? ?\\(?from `[^`]*`\\)?", "").strip();
        return new PerchException(ErrorCode.JSON_MALFORMED, "Malformed " + format + place + ": " + words, null);
    }
}
