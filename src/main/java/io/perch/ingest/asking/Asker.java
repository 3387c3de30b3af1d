package io.perch.ingest.asking;

import io.perch.base.Contexts;
import io.perch.base.ErrorCode;
import io.perch.base.Failures;
import io.perch.base.Pauses;
import io.perch.base.PerchException;
import io.perch.base.Workers;
import io.perch.ingest.document.IngestWorkers;
import io.perch.model.Model;
import io.perch.model.ModelCatalog;
import io.perch.model.PredictOutput;
import io.perch.predict.PredictService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

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
    private final IngestWorkers workers;

    Asker(PredictService predicts, ModelCatalog catalog, Contexts contexts, IngestWorkers workers) {
        this.predicts = predicts;
        this.catalog = catalog;
        this.contexts = contexts;
        this.workers = workers;
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
        Size size = turn.takesOneByOne(to.model().id()) ? Size.ONE : to.size();
        return ask(to, turn, Batch.of(asks, size));
    }

    private Uni<Void> ask(To to, Turn turn, List<Batch> batches) {
        return Multi.createFrom().iterable(batches)
                .onItem().transformToUni(batch -> ask(to, batch, turn))
                .merge(to.atOnce())
                .collect().last().replaceWithVoid();
    }

    private Uni<Void> ask(To to, Batch batch, Turn turn) {
        return turn.permits(to.on(), to.atOnce()).within(() -> answer(to, batch, turn.begun()))
                .chain(answer -> handOut(batch, answer))
                .onFailure().recoverWithUni(failure -> after(Failures.catalogued(failure), to, batch, turn));
    }

    private Uni<PredictOutput> answer(To to, Batch batch, Turn turn) {
        return answer(to, batch, turn, new Pauses(turn.remaining(), FIRST_PAUSE, LONGEST_PAUSE));
    }

    /** Waits where there is no room, and keeps the permit: others would find none either. */
    private Uni<PredictOutput> answer(To to, Batch batch, Turn turn, Pauses pauses) {
        return contexts.apart(() -> predicts.predict(to.model().id(), turn.wish(), model -> batch.input()))
                .onFailure(failure -> Verdict.of(Failures.catalogued(failure)) == Verdict.LATER)
                .recoverWithUni(failure -> later(Failures.catalogued(failure), to, batch, turn, pauses));
    }

    private Uni<PredictOutput> later(PerchException failure, To to, Batch batch, Turn turn, Pauses pauses) {
        Duration asked = failure.details().retryAfter();
        Duration wait = turn.waits() ? pauses.next(asked == null ? Duration.ZERO : asked, Duration.ZERO) : null;
        if (wait == null) {
            return Uni.createFrom().failure(failure);
        }
        return Uni.createFrom().voidItem().onItem().delayIt().by(wait).emitOn(Workers.callersContext())
                .chain(() -> answer(to, batch, turn, pauses));
    }

    private Uni<Void> handOut(Batch batch, PredictOutput answer) {
        if (Shares.isQuick(batch, answer)) {
            Shares.handOut(batch, answer);
            return Uni.createFrom().voidItem();
        }
        return workers.run(() -> {
            Shares.handOut(batch, answer);
            return null;
        });
    }

    private Uni<Void> after(PerchException failure, To to, Batch batch, Turn turn) {
        if (!batch.isOne() && failure.code() == ErrorCode.OUTPUT_UNEXPECTED) {
            // it answers as if there were one text: so is it asked from here on
            turn.oneByOne(to.model().id());
            return ask(to, turn, batch.singles());
        }
        if (!batch.isOne() && Verdict.of(failure) == Verdict.EACH_ALONE) {
            return ask(to, turn, batch.halves());
        }
        batch.failed(failure);
        return Uni.createFrom().voidItem();
    }
}
