package io.perch.query.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code ml_inference} after the search: what the model makes of the hits is put into them. It is asked once for all hits, with a
 * list of values for each input, or, with {@code oneToOne}, once for each.
 *
 * @param override whether fields that are there get another value
 */
record ResponseInference(Inference inference, List<Mapping> mappings, boolean override, boolean oneToOne)
        implements ResponseProcessor {

    /** Outputs that go beside the hits. */
    static final String EXT = "ext.";
    static final String SECTION = "ml_inference";

    @Override
    public Uni<Void> change(Hits hits, ObjectNode source, SearchRun run) {
        return run.think(() -> questions(hits, source))
                .chain(questions -> questions.isEmpty() ? Uni.createFrom().voidItem()
                        : inference.ask(questions.stream().map(HitQuestion::ask).toList(), run)
                                .chain(() -> run.think(() -> write(hits, questions))));
    }

    private List<HitQuestion> questions(Hits hits, ObjectNode source) {
        List<HitQuestion> questions = new ArrayList<>();
        for (Mapping mapping : mappings) {
            HitInputs inputs = new HitInputs(mapping, inference, source);
            List<Hit> able = hits.all().stream().filter(inputs::allIn).toList();
            List<List<Hit>> together = oneToOne ? able.stream().map(List::of).toList()
                    : able.isEmpty() ? List.of() : List.of(able);
            together.stream().filter(some -> some.stream().anyMatch(hit -> lacks(hit, mapping)))
                    .forEach(some -> inputs.values(some, oneToOne).ifPresent(values ->
                            questions.add(new HitQuestion(mapping, some, inference.question(values)))));
        }
        return questions;
    }

    /** Whether there is something to write for it. */
    private boolean lacks(Hit hit, Mapping mapping) {
        return override || mapping.outputs().stream().anyMatch(output -> isExtension(output) || !hit.has(output.to()));
    }

    private static boolean isExtension(Output output) {
        return output.to().startsWith(EXT);
    }

    /** Everything is read before anything is written. */
    private Void write(Hits hits, List<HitQuestion> questions) {
        List<Runnable> writes = new ArrayList<>();
        for (HitQuestion question : questions) {
            JsonNode answer = Inference.answer(question.ask());
            question.mapping().outputs().forEach(output -> output.read(answer, inference)
                    .ifPresent(value -> writes.add(() -> write(hits, question, output, value))));
        }
        writes.forEach(Runnable::run);
        return null;
    }

    private void write(Hits hits, HitQuestion question, Output output, JsonNode value) {
        if (isExtension(output)) {
            hits.extend(SECTION, output.to().substring(EXT.length() + SECTION.length() + 1), value);
            return;
        }
        List<Hit> some = question.hits();
        boolean each = !oneToOne && value.isArray() && value.size() == some.size();
        for (int at = 0; at < some.size(); at++) {
            if (override || !some.get(at).has(output.to())) {
                some.get(at).put(output.to(), each ? value.get(at) : value);
            }
        }
    }
}
