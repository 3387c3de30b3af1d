package io.perch.query;

import io.perch.base.PerchException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the models have answered, by question. */
final class Embeddings {

    private final Map<Question, String> vectors = new HashMap<>();
    private final Map<Question, Map<String, Float>> tokens = new HashMap<>();
    private final Map<Question, PerchException> failures = new HashMap<>();

    /** Reads the answers, which takes its time where there are many numbers. */
    static Embeddings of(List<Answered> answers) {
        Embeddings embeddings = new Embeddings();
        answers.forEach(embeddings::take);
        return embeddings;
    }

    /** How many numbers go into these searches, about: as often as a clause asks for them. */
    long numbers(Collection<SearchSource> sources) {
        return sources.stream().flatMap(SearchSource::questions).mapToLong(this::numbers).sum();
    }

    private long numbers(Question asked) {
        return vectors.getOrDefault(asked, "").length() / Outputs.CHARS_OF_A_NUMBER + tokens.getOrDefault(asked, Map.of()).size();
    }

    private void take(Answered answer) {
        try {
            if (answer.failure() != null) {
                throw answer.failure();
            }
            switch (answer.batch().kind()) {
                case DENSE -> take(answer.batch(), Outputs.vectors(answer.output()), vectors);
                case SPARSE -> take(answer.batch(), Outputs.weights(answer.output()), tokens);
            }
        } catch (PerchException failure) {
            answer.batch().questions().forEach(question -> failures.put(question, failure));
        }
    }

    private static <T> void take(Batch batch, List<T> found, Map<Question, T> into) {
        List<Question> questions = batch.questions();
        // of a text with its image the first vector counts
        if (found.size() != questions.size() && (found.isEmpty() || !batch.hasImage())) {
            throw Outputs.unexpected("Model " + batch.modelId() + " answered " + found.size() + " times to " + questions.size()
                    + " texts", "see the connector's pre_process_function and input_docs_processed_step_size: they say how many"
                    + " texts go into one call");
        }
        for (int at = 0; at < questions.size(); at++) {
            into.put(questions.get(at), found.get(at));
        }
    }

    /** As a JSON array of numbers. Throws what the question has failed with. */
    String vector(Question asked) {
        return answer(asked, vectors);
    }

    /** Token to weight. Throws what the question has failed with. */
    Map<String, Float> tokens(Question asked) {
        return answer(asked, tokens);
    }

    private <T> T answer(Question asked, Map<Question, T> answers) {
        PerchException failure = failures.get(asked);
        if (failure != null) {
            throw failure;
        }
        return answers.get(asked);
    }
}
