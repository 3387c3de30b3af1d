package io.perch.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.search.CallersIndices;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One search of a {@code _msearch}.
 *
 * @param header  as it goes to OpenSearch
 * @param failure why it does not; {@code null} when it does
 */
record Item(ObjectNode header, SearchSource source, PerchException failure) {

    /** Each of OpenSearch's spellings of the member that names indices. */
    private static final List<String> INDICES = List.of("index", "indices");

    /** Of one search, while the others go on: OpenSearch finds these out when it searches, other faults when it reads. */
    private static final Set<ErrorCode> OF_ONE = EnumSet.of(ErrorCode.INDEX_FORBIDDEN, ErrorCode.INDEX_NAME_INVALID);

    /** Throws what a whole request is refused for. @param usual where to search when the header does not say */
    static Item read(Lines.Pair lines, String usual, CallersIndices indices) {
        ObjectNode header = lines.header().length() == 0 ? JsonNodeFactory.instance.objectNode()
                : SearchSource.object(lines.header());
        try {
            String named = named(header);
            header.remove(INDICES);
            header.put(INDICES.getFirst(), indices.searchable(named == null ? usual : named));
            return new Item(header, SearchSource.read(lines.source(), indices), null);
        } catch (PerchException refusal) {
            if (!OF_ONE.contains(refusal.code())) {
                throw refusal;
            }
            return new Item(header, null, refusal);
        }
    }

    /** {@code null} when the header names none. */
    private static String named(ObjectNode header) {
        List<String> names = new ArrayList<>();
        for (String member : INDICES) {
            JsonNode given = header.path(member);
            given.forEach(name -> names.add(text(member, name)));
            if (given.isValueNode() && !given.isNull()) {
                names.add(given.asText());
            } else if (given.isObject()) {
                text(member, given);
            }
        }
        return names.isEmpty() ? null : String.join(",", names);
    }

    private static String text(String member, JsonNode name) {
        if (!name.isTextual()) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "[" + member + "] in a header of _msearch must be a string or an"
                    + " array of strings", null);
        }
        return name.textValue();
    }

    /** Its two lines. Throws what the embedding of a text has failed with. */
    Buffer written(Embeddings embeddings, int maxTokens) {
        Buffer body = source.written(embeddings, maxTokens);
        return Buffer.buffer(header.toString()).appendString("\n").appendBuffer(body).appendString("\n");
    }
}
