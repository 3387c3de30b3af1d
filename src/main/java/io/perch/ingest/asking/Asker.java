package io.perch.ingest.asking;

import io.perch.base.Contexts;
import io.perch.base.ErrorCode;
import io.perch.base.Failures;
import io.perch.base.PerchException;
import io.perch.base.Workers;
import io.perch.model.Model;
import io.perch.model.ModelCatalog;
import io.perch.predict.PredictService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Asks models on behalf of documents: what goes together goes as one predict, what a batch is refused for is asked again in
 * halves until it is known which document is to blame, and what there is no room for waits.
 */
@ApplicationScoped
public class Asker {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final PredictService predicts;
    private final ModelCatalog catalog;
    private final Contexts contexts;

    Asker(PredictService predicts, ModelCatalog catalog, Contexts contexts) {
        this.predicts = predicts;
        this.catalog = catalog;
        this.contexts = contexts;
    }

    /**
     * To whom the asks go, and how.
     *
     * @param size   of what goes as one
     * @param atOnce predicts at once, over all documents of a request
     * @param on     whose behalf the predicts are counted on: the processor
     */
    public record To(Model model, Size size, int atOnce, Object on) {
    }

    /** As it is known here. Fails with MODEL_NOT_FOUND. */
    public Uni<Model> model(String id) {
        return catalog.resolve(id);
    }

    /** Never fails: each ask has its answer or its failure then. */
    public Uni<Void> ask(To to, List<Ask> asks, Turn turn) {
        Permits permits = turn.permits(to.on(), to.atOnce());
        Size size = turn.takesOneByOne(to.model().id()) ? Size.ONE : to.size();
        return Multi.createFrom().iterable(Batch.of(asks, size))
                .onItem().transformToUni(batch -> permits.within(() -> ask(to, batch, turn, FIRST_PAUSE)))
                .merge(to.atOnce())
                .collect().last().replaceWithVoid();
    }

    private Uni<Void> ask(To to, Batch batch, Turn turn, Duration pause) {
        Executor back = Workers.callersContext();
        // of several predicts at once each may need the database, and a session lives on its context
        return contexts.fresh(() -> predicts.predict(to.model().id(), turn.wish(), model -> batch.input()))
                .emitOn(back)
                .invoke(answer -> Shares.handOut(batch, answer))
                .replaceWithVoid()
                .onFailure().recoverWithUni(failure -> after(Failures.catalogued(failure), to, batch, turn, pause));
    }

    private Uni<Void> after(PerchException failure, To to, Batch batch, Turn turn, Duration pause) {
        if (failure.code() == ErrorCode.OUTPUT_UNEXPECTED && !batch.isOne()) {
            // it answers as if there were one text: so is it asked from here on
            turn.oneByOne(to.model().id());
            return each(to, batch.singles(), turn);
        }
        return switch (Verdict.of(failure)) {
            case LATER -> later(failure, to, batch, turn, pause);
            case EACH_ALONE -> batch.isOne() ? given(batch, failure) : each(to, batch.halves(), turn);
            case ALL -> given(batch, failure);
        };
    }

    private Uni<Void> later(PerchException failure, To to, Batch batch, Turn turn, Duration pause) {
        Duration asked = failure.details().retryAfter();
        Duration wait = asked == null || asked.compareTo(pause) < 0 ? pause : asked;
        if (!turn.waits() || wait.compareTo(turn.remaining()) >= 0) {
            return given(batch, failure);
        }
        Duration next = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        return Uni.createFrom().voidItem().onItem().delayIt().by(wait).emitOn(Workers.callersContext())
                .chain(() -> ask(to, batch, turn, next));
    }

    private Uni<Void> each(To to, List<Batch> parts, Turn turn) {
        return Multi.createFrom().iterable(parts)
                .onItem().transformToUniAndConcatenate(part -> ask(to, part, turn, FIRST_PAUSE))
                .collect().last().replaceWithVoid();
    }

    private static Uni<Void> given(Batch batch, PerchException failure) {
        batch.failed(failure);
        return Uni.createFrom().voidItem();
    }
}
