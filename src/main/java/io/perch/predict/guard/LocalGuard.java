package io.perch.predict.guard;

import io.perch.base.Workers;
import io.perch.model.Guardrails.Guard;
import io.perch.model.Guardrails.StopWords;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Guardrails of the type local_regex: stop words and patterns. */
@ApplicationScoped
class LocalGuard {

    private static final int MOST_COMPILED = 1_000;
    private static final int MOST_WAITING = 1_000;

    private final Map<List<String>, List<Forbidden>> compiled = new ConcurrentHashMap<>();
    private final Workers workers = new Workers("guard", Runtime.getRuntime().availableProcessors(), MOST_WAITING);
    private final StopWordLists lists;
    private final StopWordIndex index;
    private final GuardConfig config;

    LocalGuard(StopWordLists lists, StopWordIndex index, GuardConfig config) {
        this.lists = lists;
        this.index = index;
        this.config = config;
    }

    /** The first rule that a text breaks; empty when they may pass. Fails with {@link Unevaluated}. */
    Uni<Optional<Finding>> find(Guard guard, List<Passage> passages) {
        return ready(guard).chain(rules -> find(guard, rules, passages));
    }

    /** Everything that is looked for, in memory. */
    Uni<Rules> ready(Guard guard) {
        List<Forbidden> patterns = patterns(guard);
        if (guard.stopWords().isEmpty()) {
            return Uni.createFrom().item(new Rules(patterns, List.of()));
        }
        return Multi.createFrom().iterable(guard.stopWords()).onItem().transformToUniAndConcatenate(lists::list)
                .collect().asList().map(words -> new Rules(patterns, words));
    }

    private List<Forbidden> patterns(Guard guard) {
        if (compiled.size() > MOST_COMPILED) {
            compiled.clear();
        }
        return compiled.computeIfAbsent(guard.regexes(), regexes -> regexes.stream().map(Forbidden::of).toList());
    }

    private Uni<Optional<Finding>> find(Guard guard, Rules rules, List<Passage> passages) {
        long length = passages.stream().mapToLong(passage -> passage.text().length()).sum();
        if (length > config.maxText()) {
            return Uni.createFrom().failure(Unevaluated.broken("the texts have " + length + " characters, and " + config.maxText()
                    + " are looked at", "send less, or raise perch.guard.max-text"));
        }
        return inMemory(rules, passages, length)
                .chain(found -> found.isPresent() || !rules.percolate() ? Uni.createFrom().item(found)
                        : percolated(guard, rules, passages));
    }

    private Uni<Optional<Finding>> inMemory(Rules rules, List<Passage> passages, long length) {
        if (length <= config.inlineText()) {
            try {
                return Uni.createFrom().item(rules.find(passages, true));
            } catch (Forbidden.TooLong forHere) {
                return onWorker(rules, passages);
            }
        }
        return onWorker(rules, passages);
    }

    private Uni<Optional<Finding>> onWorker(Rules rules, List<Passage> passages) {
        return workers.run(() -> rules.find(passages, false))
                .onFailure(Forbidden.TooLong.class).transform(why -> Unevaluated.broken(why.getMessage(),
                        "write the pattern without nested repetitions, or without what RE2 does not know"));
    }

    private Uni<Optional<Finding>> percolated(Guard guard, Rules rules, List<Passage> passages) {
        List<String> texts = passages.stream().map(Passage::text).toList();
        Uni<Optional<Finding>> found = Uni.createFrom().item(Optional.empty());
        for (int i = 0; i < guard.stopWords().size(); i++) {
            if (rules.words().get(i).percolates() && !texts.isEmpty()) {
                StopWords source = guard.stopWords().get(i);
                Finding finding = new Finding(null, "stop_words[" + i + "]");
                found = found.chain(before -> before.isPresent() ? Uni.createFrom().item(before)
                        : index.percolates(source, texts).map(hit -> hit ? Optional.of(finding) : Optional.empty()));
            }
        }
        return found;
    }

    @PreDestroy
    void close() {
        workers.close();
    }
}
