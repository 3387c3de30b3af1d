package io.perch.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A query that OpenSearch does not know without a model, and that Perch writes in words that it knows. */
sealed interface Clause permits NeuralClause, SparseClause {

    /** What a model must be asked first; empty when the caller has said all. */
    Optional<Question> question();

    /** @param maxTokens see {@link QueryConfig#maxTokens()}. Throws what the model's answer to {@link #question} failed with. */
    Rewritten rewritten(Embeddings embeddings, int maxTokens);

    /** The query in its place: {@code {name: body}}. */
    record Rewritten(String name, ObjectNode body) {
    }
}
