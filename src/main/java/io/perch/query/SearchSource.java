package io.perch.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.query.QueryWalk.Found;
import io.perch.search.CallersIndices;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What one search asks: the bytes as they came, and a tree where there is something for Perch to do in it. Most searches never
 * become one.
 *
 * @param tree  {@code null} when nothing in the bytes concerns Perch
 * @param found the clauses to be rewritten in the tree
 */
record SearchSource(Buffer bytes, ObjectNode tree, List<Found> found) {

    private static final int DEEPEST = 200;
    /** Types and settings of the parser, which mean nothing to callers. */
    private static final Pattern OF_JACKSON = Pattern.compile(
            ", from `[^`]*`| for `[^`]*`| \\(bound as `[^`]*`\\)|: not allowed .*");

    /**
     * Without one of these in its text a source has no clause of Perch's and leads to no other index. The last two: a name that
     * is written with escapes, or in UTF-16.
     */
    private static final List<String> MARKS =
            List.of("neural", "index\"", "indexed_shape\"", "wrapper\"", "collate\"", "\"pit\"", "\\u", "\0");

    /** Numbers keep every digit; comments are taken, as in OpenSearch. */
    static final JsonMapper EXACT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    static {
        EXACT.getFactory().setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST)
                .maxStringLength(Integer.MAX_VALUE).build());
    }

    /**
     * Throws JSON_MALFORMED, BODY_NOT_AN_OBJECT, and what {@link QueryWalk#through} throws.
     *
     * @param bytes JSON, or nothing
     */
    static SearchSource read(Buffer bytes, CallersIndices indices) {
        String text = bytes.toString(StandardCharsets.ISO_8859_1);
        if (MARKS.stream().noneMatch(text::contains)) {
            return new SearchSource(bytes, null, List.of());
        }
        ObjectNode tree = object(bytes);
        return new SearchSource(bytes, tree, QueryWalk.through(tree, indices));
    }

    /** The object in {@code json}. Throws JSON_MALFORMED, BODY_NOT_AN_OBJECT. */
    static ObjectNode object(Buffer json) {
        JsonNode read = tree(json);
        if (read instanceof ObjectNode object) {
            return object;
        }
        throw new PerchException(ErrorCode.BODY_NOT_AN_OBJECT, "Expected [START_OBJECT] but found [" + read.asToken() + "]",
                "a search is one JSON object: {…}");
    }

    private static JsonNode tree(Buffer json) {
        try {
            return EXACT.readTree(json.getBytes());
        } catch (JsonProcessingException fault) {
            String place = fault.getLocation() == null ? "" : " at line " + fault.getLocation().getLineNr() + ", column "
                    + fault.getLocation().getColumnNr();
            throw new PerchException(ErrorCode.JSON_MALFORMED, "Malformed JSON" + place + ": "
                    + OF_JACKSON.matcher(fault.getOriginalMessage()).replaceAll(""), null);
        } catch (IOException impossible) {
            throw new AssertionError("memory does not fail", impossible);
        }
    }

    Stream<Question> questions() {
        return found.stream().map(each -> each.clause().question()).flatMap(Optional::stream);
    }

    /**
     * What goes to OpenSearch: the bytes as they came when there is nothing to rewrite. May be asked once.
     * Throws what the embedding of a text has failed with.
     */
    Buffer written(Embeddings embeddings, int maxTokens) {
        if (found.isEmpty()) {
            return bytes;
        }
        for (Found each : found) {
            Clause.Rewritten rewritten = each.clause().rewritten(embeddings, maxTokens);
            each.holder().remove(each.name());
            each.holder().set(rewritten.name(), rewritten.body());
        }
        try {
            return Buffer.buffer(EXACT.writeValueAsBytes(tree));
        } catch (JsonProcessingException impossible) {
            throw new AssertionError("a tree can be written", impossible);
        }
    }
}
