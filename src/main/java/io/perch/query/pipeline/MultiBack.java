package io.perch.query.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Contexts;
import io.perch.base.Failures;
import io.perch.base.PerchException;
import io.perch.path.JsonText;
import io.perch.query.Desk;
import io.perch.query.MultiAnswer;
import io.perch.search.SearchAnswer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** The answers of several searches on their way back through pipelines. */
@ApplicationScoped
class MultiBack {

    private static final int OK = 200;
    private static final int AT_ONCE = 16;
    private static final String RESPONSES = "responses";

    private final Journeys journeys;
    private final Desk desk;
    private final Contexts contexts;

    MultiBack(Journeys journeys, Desk desk, Contexts contexts) {
        this.journeys = journeys;
        this.desk = desk;
        this.contexts = contexts;
    }

    /** @param at which search it answers */
    private record Part(int at, JsonNode answer, PerchException failure) {
    }

    /** What fails here is a failure of its search, and not among the answers any more. */
    Uni<MultiAnswer> through(List<Leg> legs, MultiAnswer answer, SearchTerms terms) {
        boolean nothingToDo = answer.answer() == null || answer.answer().status() != OK
                || legs.stream().noneMatch(Leg::changesAnswers);
        if (nothingToDo) {
            return Uni.createFrom().item(answer);
        }
        long bytes = answer.answer().body().length();
        return desk.work(bytes, 0, () -> Journey.tree(answer.answer().body()))
                .chain(tree -> all(parts(tree, answer), legs, journeys.over(terms, bytes))
                        .chain(parts -> desk.work(bytes, 0, () -> merged(answer, tree, parts))));
    }

    private static List<Part> parts(ObjectNode tree, MultiAnswer answer) {
        List<Part> parts = new ArrayList<>();
        for (int at = 0; at < answer.failures().size(); at++) {
            if (answer.failures().get(at) == null) {
                parts.add(new Part(at, tree.path(RESPONSES).path(parts.size()), null));
            }
        }
        return parts;
    }

    private Uni<List<Part>> all(List<Part> parts, List<Leg> legs, SearchRun run) {
        return Uni.join().all(parts.stream().map(part -> one(part, legs.get(part.at), run)).toList())
                .usingConcurrencyOf(AT_ONCE).andFailFast();
    }

    private Uni<Part> one(Part part, Leg leg, SearchRun run) {
        boolean concerned = leg.changesAnswers() && part.answer.has("hits");
        return !concerned ? Uni.createFrom().item(part)
                : contexts.apart(() -> leg.journey().back((ObjectNode) part.answer, run).replaceWith(part))
                        .onFailure().recoverWithItem(failure -> new Part(part.at, part.answer, Failures.catalogued(failure)));
    }

    private static MultiAnswer merged(MultiAnswer before, ObjectNode tree, List<Part> parts) {
        List<PerchException> failures = new ArrayList<>(before.failures());
        ArrayNode responses = tree.putArray(RESPONSES);
        for (Part part : parts) {
            failures.set(part.at, part.failure);
            if (part.failure == null) {
                responses.add(part.answer);
            }
        }
        SearchAnswer answer = before.answer();
        return new MultiAnswer(new SearchAnswer(answer.status(), answer.encoding(), JsonText.line(tree)), failures);
    }
}
