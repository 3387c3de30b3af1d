package io.perch.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.Fields;
import io.perch.model.FunctionName;
import io.perch.model.Model;
import io.perch.model.PredictInput;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code /v1/rerank} is asked: the members that Jina and Cohere share, and {@code raw_scores} as
 * text-embeddings-inference has it.
 *
 * @param model           an id or a name
 * @param topN            {@code null}: all documents
 * @param returnDocuments whether each result repeats its document
 * @param rawScores       the network's own number instead of one between 0 and 1; a remote service's score is its own either way
 */
record RerankBody(String model, String query, List<String> documents, Integer topN, boolean returnDocuments,
        boolean rawScores) {

    /** Throws REQUEST_INVALID with every fault there is. */
    static RerankBody read(Fields fields) {
        RerankBody body = new RerankBody(fields.required("model", "you must provide a model parameter"),
                fields.required("query", "you must provide a query"), documents(fields),
                fields.integer("top_n", 1, Integer.MAX_VALUE), isOn(fields, "return_documents"), isOn(fields, "raw_scores"));
        fields.check();
        return body;
    }

    /** Throws REQUEST_INVALID when the model cannot answer it. */
    PredictInput of(Model asked) {
        return switch (asked.function()) {
            case TEXT_SIMILARITY, REMOTE -> new PredictInput.Similarity(query, documents);
            case TEXT_EMBEDDING, SPARSE_ENCODING, SPARSE_TOKENIZE, QUESTION_ANSWERING ->
                throw EmbeddingsBody.wrongFunction(asked, FunctionName.TEXT_SIMILARITY, "/v1/rerank");
        };
    }

    /** For scores that are to be told as they are. */
    RerankBody raw() {
        return new RerankBody(model, query, documents, topN, returnDocuments, true);
    }

    private static boolean isOn(Fields fields, String name) {
        return Boolean.TRUE.equals(fields.bool(name));
    }

    private static List<String> documents(Fields fields) {
        JsonNode given = fields.node("documents");
        if (given == null || !given.isArray() || given.isEmpty()) {
            return fields.fault("documents", "you must provide documents: an array of strings, or of objects with a text");
        }
        List<String> documents = new ArrayList<>(given.size());
        for (JsonNode element : given) {
            JsonNode text = element.isObject() ? element.path("text") : element;
            if (!text.isTextual()) {
                return fields.fault("documents",
                        "documents[" + documents.size() + "] must be a string, or an object with a text");
            }
            documents.add(text.textValue());
        }
        return documents;
    }
}
