package io.perch.query.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.query.Sources;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Which pipeline a search names or brings along.
 *
 * @param id     {@code null} for none, or one that the search brings along
 * @param inline {@code null} for none, or a stored one
 * @param source the search, without that; {@code null} when it has no pipeline of Perch's
 */
record Choice(String id, ObjectNode inline, ObjectNode source) {

    static final String MEMBER = "search_pipeline";
    /** Means that OpenSearch is to take none, be it the index's own: for OpenSearch to read. */
    static final String NO_PIPELINE = "_none";

    static final Choice NONE = new Choice(null, null, null);
    private static final String VERBOSE = "verbose_pipeline";
    /** Without one of these in its text a source names no pipeline. The last two: a name with escapes, or in UTF-16. */
    private static final List<String> MARKS = List.of(MEMBER, "\\u", "\0");

    /** Whether a body has to be read to know. */
    static boolean mayBeIn(Buffer body) {
        String text = body.toString(StandardCharsets.ISO_8859_1);
        return MARKS.stream().anyMatch(text::contains);
    }

    /**
     * Goes through the body, and reads it when that may name one. Throws JSON_MALFORMED, BODY_NOT_AN_OBJECT, REQUEST_INVALID,
     * SEARCH_NOT_SERVED.
     *
     * @param named beside the source; {@code null} for none
     */
    static Choice of(String named, Buffer body) {
        if (named == null && !mayBeIn(body)) {
            return NONE;
        }
        ObjectNode source = Sources.read(body);
        JsonNode within = source.path(MEMBER);
        boolean has = !within.isMissingNode() && !within.isNull();
        if (named != null && has) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "Both named and inline search pipeline were specified. Please"
                    + " only specify one or the other.", null);
        }
        if (named == null && (!has || within.asText().equals(NO_PIPELINE))) {
            return NONE;
        }
        refuseVerbose(source);
        source.remove(MEMBER);
        return named != null ? new Choice(named, null, source) : within(within, source);
    }

    private static Choice within(JsonNode pipeline, ObjectNode source) {
        if (!pipeline.isTextual() && !pipeline.isObject()) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "[" + MEMBER + "] must be an id or an object", null);
        }
        return pipeline instanceof ObjectNode inline ? new Choice(null, inline, source)
                : new Choice(pipeline.asText(), null, source);
    }

    private static void refuseVerbose(ObjectNode source) {
        if (source.path(VERBOSE).asBoolean()) {
            throw new PerchException(ErrorCode.SEARCH_NOT_SERVED,
                    "[" + VERBOSE + "]: Perch does not tell what each processor does", "leave it out");
        }
    }

    boolean isNone() {
        return source == null;
    }
}
