package io.perch.predict.guard;

import io.perch.base.Contexts;
import io.perch.base.Workers;
import io.perch.model.Guardrails.StopWords;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lists of stop words in memory. Whoever asks gets the list that is there, and has it looked at whether the index has changed
 * since; one that could not be looked at for too long is waited for. Lists that nobody asks for are looked at by nobody.
 */
@ApplicationScoped
class StopWordLists {

    private static final int MOST_LISTS = 1_000;

    private final Map<StopWords, Kept> lists = new ConcurrentHashMap<>();
    private final StopWordIndex index;
    private final Contexts contexts;
    private final GuardConfig config;

    StopWordLists(StopWordIndex index, Contexts contexts, GuardConfig config) {
        this.index = index;
        this.contexts = contexts;
        this.config = config;
    }

    /** The list as it was less than {@link GuardConfig#stopWordsStale} ago. Fails with {@link Unevaluated}. */
    Uni<StopWordList> list(StopWords source) {
        if (lists.size() > MOST_LISTS) {
            lists.clear();
        }
        return lists.computeIfAbsent(source, Kept::new).list();
    }

    /** One list and when it was last looked at, in nanoseconds of {@link System#nanoTime}. */
    private final class Kept {

        private final StopWords source;
        private StopWordList list;
        private long asOf;
        private long checkedAt;
        private Uni<StopWordList> check;
        /** Why there is no list. */
        private Unevaluated failure;

        private Kept(StopWords source) {
            this.source = source;
        }

        private synchronized Uni<StopWordList> list() {
            long now = System.nanoTime();
            if (failure != null && now - checkedAt < config.stopWordsCheck().toNanos()) {
                return Uni.createFrom().failure(failure);
            }
            if (list == null || now - asOf > config.stopWordsStale().toNanos()) {
                return check(now).emitOn(Workers.callersContext());
            }
            if (now - checkedAt > config.stopWordsCheck().toNanos()) {
                // whoever is not told now is told when the list is too old
                check(now).subscribe().with(checked -> { }, failure -> { });
            }
            return Uni.createFrom().item(list);
        }

        private synchronized Uni<StopWordList> check(long now) {
            if (check == null) {
                checkedAt = now;
                check = contexts.fresh(() -> index.state(source.index()).chain(this::current))
                        .invoke(current -> end(current, now))
                        .onFailure().invoke(this::fail)
                        .memoize().indefinitely();
            }
            return check;
        }

        private Uni<StopWordList> current(String state) {
            StopWordList there = there();
            return there != null && there.state().equals(state) ? Uni.createFrom().item(there) : index.load(source, state);
        }

        private synchronized StopWordList there() {
            return list;
        }

        private synchronized void end(StopWordList current, long now) {
            list = current;
            asOf = now;
            check = null;
            failure = null;
        }

        /** An index that is not there any more has no stop words that could be relied on. */
        private synchronized void fail(Throwable why) {
            check = null;
            if (why instanceof Unevaluated unevaluated && !unevaluated.isPassing()) {
                list = null;
                failure = unevaluated;
            }
        }
    }
}
