package io.perch.query;

import io.perch.base.Contexts;
import io.perch.base.PerchException;
import io.perch.predict.PredictService;
import io.perch.predict.Wish;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Asks models for the embeddings that clauses want. */
@ApplicationScoped
class Embedder {

    /** Predicts for one request under way together. */
    private static final int AT_ONCE = 16;

    private final PredictService predicts;
    private final Contexts contexts;
    private final Desk desk;
    private final Bounds bounds;

    Embedder(PredictService predicts, Contexts contexts, Desk desk, QueryConfig config) {
        this.predicts = predicts;
        this.contexts = contexts;
        this.desk = desk;
        this.bounds = new Bounds(config);
    }

    /** Throws REQUEST_INVALID for too long a patience. */
    Terms terms(Wish wish) {
        return Terms.of(wish, predicts);
    }

    /** Of all these searches together, each text once. What a model refuses is part of the answer. Throws SEARCH_TOO_LARGE. */
    Uni<Embeddings> embed(Collection<SearchSource> sources, Terms terms) {
        boolean several = sources.size() > 1;
        return all(Batch.of(bounds.questions(sources)), batch -> several ? askSeveral(batch, terms) : ask(batch, terms))
                .chain(answers -> desk.work(0, answers.stream().mapToLong(Answered::numbers).sum(),
                        () -> Embeddings.of(answers)));
    }

    /** For several searches: a text that is refused does not take those of others with it. */
    private Uni<List<Answered>> askSeveral(Batch batch, Terms terms) {
        return ask(batch, terms).chain(answers -> answers.getFirst().failedForOneText()
                ? all(batch.eachAlone(), alone -> ask(alone, terms)) : Uni.createFrom().item(answers));
    }

    private Uni<List<Answered>> ask(Batch batch, Terms terms) {
        return predict(batch, terms).map(List::of);
    }

    private Uni<Answered> predict(Batch batch, Terms terms) {
        return contexts.apart(() -> predicts.predict(batch.modelId(), terms.wish(), model -> ModelInput.of(batch, model)))
                .map(output -> new Answered(batch, output, null))
                .onFailure(PerchException.class).recoverWithItem(failure -> new Answered(batch, null, (PerchException) failure));
    }

    private static Uni<List<Answered>> all(List<Batch> batches, Function<Batch, Uni<List<Answered>>> ask) {
        return batches.isEmpty() ? Uni.createFrom().item(List.of()) : Uni.join().all(batches.stream().map(ask).toList())
                .usingConcurrencyOf(AT_ONCE).andFailFast()
                .map(answers -> answers.stream().flatMap(List::stream).toList());
    }
}
