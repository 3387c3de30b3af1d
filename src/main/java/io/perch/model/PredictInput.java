package io.perch.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** What a caller wants answered, one shape per family of functions. */
public sealed interface PredictInput {

    /**
     * For TEXT_EMBEDDING, SPARSE_ENCODING and SPARSE_TOKENIZE: one answer per text.
     *
     * @param overflow {@code null}: as the model was registered
     */
    record TextDocs(List<String> docs, ResultFilter filter, ContentType contentType, SparseFormat sparseFormat,
            Overflow overflow) implements PredictInput {

        public TextDocs(List<String> docs, ResultFilter filter, ContentType contentType, SparseFormat sparseFormat) {
            this(docs, filter, contentType, sparseFormat, null);
        }

        public TextDocs on(Overflow another) {
            return new TextDocs(docs, filter, contentType, sparseFormat, another);
        }
    }

    /** For TEXT_SIMILARITY: one score per document. */
    record Similarity(String query, List<String> docs) implements PredictInput {
    }

    /** For QUESTION_ANSWERING. */
    record Question(String question, String context) implements PredictInput {
    }

    /**
     * For REMOTE: what the connector's templates are filled with, as the caller wrote it.
     *
     * @param parameters one node per name; a text node is a text even where it looks like JSON
     * @param action     type or name of the connector's action; {@code null}: predict
     */
    record Remote(Map<String, JsonNode> parameters, String action) implements PredictInput {
    }

    /**
     * For REMOTE: a chat in OpenAI's words. Its answer is one tensor {@link PredictOutput.Tensor.Json}, a {@code chat.completion},
     * and its stream's events are {@code chat.completion.chunk}s.
     *
     * @param body {@code messages} and whatever else the caller said; nobody changes it. {@code model} is who was asked, and means
     *             nothing to the service
     */
    record Chat(ObjectNode body) implements PredictInput {
    }

    /**
     * Which side of an asymmetric model a text is on. {@code UNSAID}: parameters were given without it; {@code NONE}: no
     * parameters.
     */
    enum ContentType { QUERY, PASSAGE, UNSAID, NONE }

    /** Keys of a sparse vector: decoded words or decimal token ids. */
    enum SparseFormat { WORD, TOKEN_ID }

    /**
     * Which tensors come back and how. A tensor stays when its name or its position (0-based) is listed, or when nothing is
     * listed.
     *
     * @param returnNumber keep {@code data}
     * @param returnBytes  keep {@code byte_buffer}
     */
    record ResultFilter(boolean returnNumber, boolean returnBytes, List<String> names, List<Integer> positions) {

        public static final ResultFilter ALL = new ResultFilter(true, false, List.of(), List.of());

        public boolean keeps(String name, int position) {
            return names.isEmpty() && positions.isEmpty() || names.contains(name) || positions.contains(position);
        }
    }
}
