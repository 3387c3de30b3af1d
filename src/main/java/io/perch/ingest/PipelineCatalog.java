package io.perch.ingest;

import io.perch.base.Contexts;
import io.perch.base.Signals;
import io.perch.ingest.PipelineTable.Kind;
import io.perch.ingest.PipelineTable.Stored;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;

/**
 * Pipelines of one kind, from memory: whoever sends documents or searches through one asks here. A change anywhere reaches every
 * replica by a signal, and by a slow look in case the signal got lost. With the database away the memory stays.
 *
 * @param <T> what a pipeline is made into
 */
public final class PipelineCatalog<T> {

    private record Known<T>(T pipeline, long revision) {
    }

    private final Kind kind;
    private final PipelineTable table;
    private final Contexts contexts;
    private final BiFunction<String, String, T> make;
    private final Map<String, Known<T>> known = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    /** @param make of an id and a body */
    public PipelineCatalog(Kind kind, PipelineTable table, Contexts contexts, BiFunction<String, String, T> make) {
        this.kind = kind;
        this.table = table;
        this.contexts = contexts;
        this.make = make;
    }

    public void listen(Signals signals) {
        signals.listen(PipelineTable.CHANGED, payload -> {
            if (payload.equals(Signals.EVERYTHING)) {
                contexts.start("look at pipelines again", this::refresh);
            } else if (payload.startsWith(PipelineTable.signal(kind, ""))) {
                forget(payload.substring(PipelineTable.signal(kind, "").length()));
            }
        });
    }

    /** Empty when there is none. Fails with what the stored one is made refuses. */
    public Uni<Optional<T>> find(String id) {
        Known<T> here = known.get(id);
        if (here != null) {
            return Uni.createFrom().item(Optional.of(here.pipeline));
        }
        long before = changes.get();
        return table.find(kind, id).map(found -> found.map(stored -> remember(id, stored, before)));
    }

    /** For whoever has changed one here. */
    public void forget(String id) {
        changes.incrementAndGet();
        known.remove(id);
    }

    /** Forgets those that are not any more what is stored. */
    public Uni<Void> refresh() {
        if (known.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return table.all(kind).invoke(all -> {
            changes.incrementAndGet();
            known.entrySet().removeIf(entry -> !all.containsKey(entry.getKey())
                    || all.get(entry.getKey()).revision() != entry.getValue().revision);
        }).replaceWithVoid();
    }

    /** Not kept when something changed while it was read: it may be the one before the change. */
    private T remember(String id, Stored stored, long before) {
        T made = make.apply(id, stored.body());
        if (changes.get() == before) {
            known.put(id, new Known<>(made, stored.revision()));
        }
        return made;
    }
}
