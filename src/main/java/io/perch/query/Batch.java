package io.perch.query;

import io.perch.query.Question.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Questions that one predict answers: texts for one model, or one image with its text. */
record Batch(String modelId, Kind kind, List<Question> questions) {

    private record To(String modelId, Kind kind) {
    }

    /** As few as there can be. @param questions no two of them equal */
    static List<Batch> of(Collection<Question> questions) {
        Map<To, List<Question>> texts = new LinkedHashMap<>();
        List<Batch> batches = new ArrayList<>();
        for (Question question : questions) {
            if (question.image() == null) {
                texts.computeIfAbsent(new To(question.modelId(), question.kind()), to -> new ArrayList<>()).add(question);
            } else {
                batches.add(ofOne(question));
            }
        }
        texts.forEach((to, asked) -> batches.add(new Batch(to.modelId(), to.kind(), asked)));
        return batches;
    }

    static Batch ofOne(Question question) {
        return new Batch(question.modelId(), question.kind(), List.of(question));
    }

    List<Batch> eachAlone() {
        return questions.stream().map(Batch::ofOne).toList();
    }

    boolean hasImage() {
        return questions.getFirst().image() != null;
    }

    /** {@code text_docs}: the texts, or a text, which may be {@code null}, and an image. */
    List<String> docs() {
        return hasImage() ? Arrays.asList(questions.getFirst().text(), questions.getFirst().image())
                : questions.stream().map(Question::text).toList();
    }
}
