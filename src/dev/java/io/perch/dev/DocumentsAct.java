package io.perch.dev;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.dev.Sentences.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The third act, with the model of the first: a book's sentences go into an index with their vectors, and are found by what they
 * mean.
 */
final class DocumentsAct {

    private static final String INDEX = "/moby-dick";
    private static final String PIPELINE = "/_ingest/pipeline/moby-dick";
    private static final String MAPPING = """
            {"settings":{"index":{"knn":true,"refresh_interval":"200ms","number_of_replicas":0}},
             "mappings":{"properties":{"chapter":{"type":"integer"},"text":{"type":"text"},
              "vector":{"type":"knn_vector","dimension":384,"method":{"name":"hnsw","engine":"lucene","space_type":"cosinesimil"}}}}}""";
    private static final int HITS = 3;
    private static final int TEXT = 84;
    private static final long LOOK_MILLIS = 250;

    /** A question, and a word of the sentence that answers it and that the question does not have. */
    private record Question(String text, String word) {
    }

    private static final List<Question> QUESTIONS = List.of(
            new Question("What does the seafood soup taste like?", "chowder"),
            new Question("He has an artificial limb.", "leg"),
            new Question("In the dark a man with an axe jumped into my bed.", "tomahawk"));

    private final PerchApi api;
    private final PerchApi openSearch;
    private final Console console;

    /** @param openSearch where indices are made: that is not Perch's affair */
    DocumentsAct(PerchApi api, PerchApi openSearch, Console console) {
        this.api = api;
        this.openSearch = openSearch;
        this.console = console;
    }

    /** Whether the questions found their sentences. Fails with {@link CallFailed}. */
    boolean play(String modelId) {
        index();
        pipeline(modelId);
        return load(Sentences.all()) & ask(modelId);
    }

    private void index() {
        console.title("16  An index in OpenSearch, with a field for vectors");
        // that of an earlier run
        openSearch.forget(INDEX);
        openSearch.call("PUT", INDEX, MAPPING);
    }

    private void pipeline(String modelId) {
        console.title("17  A pipeline in Perch: each text gets its vector");
        api.call("PUT", PIPELINE, "{\"processors\":[{\"text_embedding\":{\"model_id\":\"" + modelId
                + "\",\"field_map\":{\"text\":\"vector\"}}}]}");
    }

    private boolean load(List<Sentence> sentences) {
        console.title("18  " + sentences.size() + " sentences of Moby-Dick in one bulk");
        String path = INDEX + "/_bulk?pipeline=moby-dick&refresh=true";
        console.quote("POST " + path);
        CompletableFuture<JsonNode> bulk = CompletableFuture.supplyAsync(() -> api.lines(path, Sentences.bulk(sentences)));
        while (!bulk.isDone()) {
            console.progress("documents", 100 * Math.min(stored(), sentences.size()) / sentences.size());
            pause();
        }
        JsonNode answer = joined(bulk);
        console.progress("documents", 100);
        console.endProgress();
        console.quote(String.format(Locale.ROOT, "→ took %,d ms, errors: %s, items: %d", answer.path("took").asLong(),
                answer.path("errors").asText(), answer.path("items").size()));
        return judged(!answer.path("errors").asBoolean(true) && stored() == sentences.size(),
                "All of them are stored, each with its vector.", "Some sentences are not stored.");
    }

    private int stored() {
        return api.quietly("POST", INDEX + "/_search?size=0&track_total_hits=true", "{}").at("/hits/total/value").asInt();
    }

    private boolean ask(String modelId) {
        console.title("19  Three questions, answered by meaning");
        List<Question> missed = new ArrayList<>();
        for (Question question : QUESTIONS) {
            JsonNode hits = api.quietly("POST", INDEX + "/_search", """
                    {"size":%d,"_source":["chapter","text"],"query":{"neural":{"vector":{"query_text":"%s","model_id":"%s","k":%d}}}}"""
                    .formatted(HITS, question.text(), modelId, HITS)).at("/hits/hits");
            table(question, hits);
            if (hits.findValuesAsText("text").stream()
                    .noneMatch(text -> text.toLowerCase(Locale.ROOT).contains(question.word()))) {
                missed.add(question);
            }
        }
        console.line("");
        return judged(missed.isEmpty(), "They share hardly a word with their answers: the vectors are at work.",
                "These should have found other sentences: " + missed);
    }

    private void table(Question question, JsonNode hits) {
        console.line("");
        console.line(question.text());
        for (JsonNode hit : hits) {
            String text = hit.at("/_source/text").asText();
            console.line(String.format(Locale.ROOT, "  %.3f  chapter %3d  %s", hit.path("_score").asDouble(),
                    hit.at("/_source/chapter").asInt(), text.length() > TEXT ? text.substring(0, TEXT - 1) + "…" : text));
        }
    }

    private boolean judged(boolean well, String success, String failure) {
        if (well) {
            console.success(success);
        } else {
            console.failure(failure);
        }
        return well;
    }

    private static JsonNode joined(CompletableFuture<JsonNode> bulk) {
        try {
            return bulk.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof CallFailed refused ? refused : failed;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CallFailed("The bulk was interrupted", "");
        }
    }
}
