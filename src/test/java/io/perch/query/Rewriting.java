package io.perch.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.Json;
import io.perch.model.PredictOutput;
import io.perch.model.PredictOutput.Result;
import io.perch.model.PredictOutput.Tensor;
import io.perch.search.TestIndices;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A search source on its way through Perch, with a model that embeds a text as its length and a half. */
final class Rewriting {

    static final int MAX_TOKENS = 3;

    private Rewriting() {
    }

    static SearchSource read(String json) {
        return SearchSource.read(Buffer.buffer(json), TestIndices.usual());
    }

    /** What goes to OpenSearch. */
    static JsonNode of(String json) {
        return Json.read(text(json), JsonNode.class);
    }

    static String text(String json) {
        SearchSource source = read(json);
        return source.written(embeddings(source), MAX_TOKENS).toString();
    }

    /** The rewritten query of {@code {"query": …}}. */
    static JsonNode query(String query) {
        return of("{\"query\": " + query + "}").path("query");
    }

    private static Embeddings embeddings(SearchSource source) {
        Set<Question> questions = new LinkedHashSet<>(source.questions().toList());
        return Embeddings.of(Batch.of(questions).stream().map(batch -> new Answered(batch, output(batch), null)).toList());
    }

    private static PredictOutput output(Batch batch) {
        return new PredictOutput(batch.questions().stream()
                .map(question -> new Result(List.of(tensor(question)), 1, false)).toList());
    }

    private static Tensor tensor(Question question) {
        String text = question.text() == null ? question.image() : question.text();
        return switch (question.kind()) {
            case DENSE -> new Tensor.Floats("sentence_embedding", new long[] {2}, new float[] {text.length(), 0.5f});
            case SPARSE -> new Tensor.Weights("output", new String[] {text, "a.b", "light", "zero", "", "middle", "fourth"},
                    new float[] {3, 4, 0.25f, 0, 5, 2, 0.125f});
        };
    }
}
