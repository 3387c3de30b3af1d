package io.perch.query.pipeline;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.ingest.asking.Ask;
import io.perch.ingest.asking.Asker;
import io.perch.ingest.asking.Asker.To;
import io.perch.model.Model;
import io.perch.predict.json.OutputJson;
import io.perch.query.Desk;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What processors work with for one search.
 *
 * @param bytes   of what they go through
 * @param numbers that models have answered so far
 */
record SearchRun(Asker asker, SearchTerms terms, Desk desk, long bytes, AtomicLong numbers, SearchPipelineConfig config) {

    /** On the event loop what is short, else on a worker. */
    <T> Uni<T> think(Supplier<T> work) {
        return desk.work(bytes, numbers.get(), work);
    }

    SearchRun over(long otherBytes) {
        return new SearchRun(asker, terms, desk, otherBytes, new AtomicLong(), config);
    }

    Uni<Model> model(String id) {
        return asker.model(id);
    }

    /** Fails with SEARCH_TOO_LARGE, and with what one of them failed with. */
    Uni<Void> ask(To to, Collection<Ask> asks) {
        if (asks.size() > config.maxPredictions()) {
            throw new PerchException(ErrorCode.SEARCH_TOO_LARGE, "A processor would ask model " + to.model().id() + " "
                    + asks.size() + " times for one search; the limit is " + config.maxPredictions(),
                    "ask for fewer hits, leave out one_to_one, or raise perch.query.pipeline.max-predictions");
        }
        return asker.ask(to, List.copyOf(asks), terms.turn()).invoke(() -> {
            requireAnswers(asks);
            numbers.addAndGet(asks.stream().mapToLong(ask -> OutputJson.numbers(ask.answer())).sum());
        });
    }

    private static void requireAnswers(Collection<Ask> asks) {
        asks.stream().map(Ask::failure).filter(Objects::nonNull).findFirst().ifPresent(failure -> {
            throw failure;
        });
    }
}
