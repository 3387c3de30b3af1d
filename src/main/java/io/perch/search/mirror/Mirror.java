package io.perch.search.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.search.OpenSearch;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/**
 * Searches metadata. PostgreSQL is the truth and OpenSearch knows how to search, so what has changed is brought there first, and
 * whoever searches finds what was written before he asked. A mirror that is lost is made again.
 */
@ApplicationScoped
public class Mirror {

    private final OpenSearch search;
    private final Outbox outbox;
    private final MirrorConfig config;

    Mirror(OpenSearch search, Outbox outbox, MirrorConfig config) {
        this.search = search;
        this.outbox = outbox;
        this.config = config;
    }

    /**
     * OpenSearch's answer to an ordinary search source ({@code query}, {@code size}, {@code sort} …; an empty one finds all).
     * Fails with QUERY_INVALID, CHUNK_STORE_UNAVAILABLE, CHUNK_STORE_REFUSED, DATABASE_UNAVAILABLE.
     */
    public Uni<ObjectNode> search(Mirrored what, ObjectNode asked) {
        ObjectNode query = MirrorQuery.of(asked);
        MirrorIndex index = new MirrorIndex(search, config.indexPrefix() + what.kind(), config.patience());
        return ready(what, index)
                .chain(() -> bringOver(what, index))
                .chain(index::refresh)
                .chain(() -> index.query(query))
                .invoke(answer -> rename(answer, what.shownIndex()));
    }

    private Uni<Void> ready(Mirrored what, MirrorIndex index) {
        return index.ready(what.mappings(), config.replicas())
                .chain(isNew -> isNew ? outbox.refill(what.kind()) : Uni.createFrom().voidItem());
    }

    private Uni<Void> bringOver(Mirrored what, MirrorIndex index) {
        return outbox.next(what.kind(), config.batch()).chain(changes -> changes.isEmpty() ? Uni.createFrom().voidItem()
                : what.documents(changes.keySet())
                        .chain(documents -> index.take(changes, documents))
                        .chain(() -> outbox.forget(what.kind(), changes))
                        .chain(() -> bringOverTheRest(what, index, changes)));
    }

    private Uni<Void> bringOverTheRest(Mirrored what, MirrorIndex index, Map<String, Long> told) {
        return told.size() < config.batch() ? Uni.createFrom().voidItem() : bringOver(what, index);
    }

    private static void rename(ObjectNode answer, String index) {
        for (JsonNode hit : answer.at("/hits/hits")) {
            ((ObjectNode) hit).put("_index", index);
        }
    }
}
