package io.perch.ingest.bulk;

import io.perch.base.Contexts;
import io.perch.base.ErrorCode;
import io.perch.base.Failures;
import io.perch.base.PerchException;
import io.perch.base.Workers;
import io.perch.ingest.Ingest;
import io.perch.ingest.Pipelines;
import io.perch.ingest.asking.Turn;
import io.perch.ingest.document.IngestWorkers;
import io.perch.ingest.pipeline.Item;
import io.perch.ingest.pipeline.Pipeline;
import io.perch.search.CallersIndices;
import io.perch.search.Delivered;
import io.perch.search.HandOver;
import io.perch.search.IndexConfig;
import io.perch.search.OpenSearch;
import io.perch.search.Operation;
import io.perch.search.SearchCall;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/** Takes the operations of one window all their way. */
@ApplicationScoped
class Windows {

    private final Pipelines pipelines;
    private final Ingest ingest;
    private final HandOver handOver;
    private final OpenSearch search;
    private final CallersIndices indices;
    private final StoredDocuments stored;
    private final IngestWorkers workers;
    private final Contexts contexts;
    private final BulkMetrics metrics;
    private final IndexConfig config;

    Windows(Pipelines pipelines, Ingest ingest, HandOver handOver, OpenSearch search, CallersIndices indices,
            StoredDocuments stored, IngestWorkers workers, Contexts contexts, BulkMetrics metrics, IndexConfig config) {
        this.pipelines = pipelines;
        this.ingest = ingest;
        this.handOver = handOver;
        this.search = search;
        this.indices = indices;
        this.stored = stored;
        this.workers = workers;
        this.contexts = contexts;
        this.metrics = metrics;
        this.config = config;
    }

    /** Pipelines as they were when a bulk first needed them. */
    static final class Chosen {
        private final Map<String, Uni<Optional<Pipeline>>> byName = new ConcurrentHashMap<>();
    }

    /**
     * On which terms a window goes its way.
     *
     * @param isAll  whether there are no other windows in this bulk
     * @param chosen and {@code order} are common to all windows of a bulk
     */
    record Terms(BulkTerms ofBulk, boolean isAll, Turn turn, Chosen chosen, WindowOrder order) {
    }

    /** One item for each operation, in their order. */
    Uni<List<BulkItem>> run(Window window, Terms terms) {
        // windows of one bulk overlap
        return contexts.apart(() -> all(window, terms));
    }

    private Uni<List<BulkItem>> all(Window window, Terms terms) {
        return workers.run(() -> window.entries().stream().map(entry -> Passage.of(entry, terms.ofBulk)).toList())
                .call(passages -> through(passages, terms.turn, terms.chosen))
                .call(passages -> workers.run(() -> operations(passages))
                        .call(operations -> terms.order.turn(window.number(), ids(operations.values())))
                        .chain(operations -> handOver(operations, terms)))
                .map(passages -> passages.stream().map(Passage::end).toList())
                .invoke(metrics::count);
    }

    /** Of documents that others may speak of, too. */
    private static Set<String> ids(Collection<Operation> operations) {
        return operations.stream().filter(operation -> !operation.idIsOurs())
                .map(operation -> operation.metadata().path("_id").asText()).collect(Collectors.toSet());
    }

    private Uni<?> handOver(Map<Passage, Operation> operations, Terms terms) {
        return handOver.send(List.copyOf(operations.values()), terms.ofBulk.query(terms.isAll), config.patience())
                .invoke(results -> share(results, List.copyOf(operations.keySet())));
    }

    /** One operation through its pipeline, not yet handed over. Never fails; the operation says how it ended. */
    Uni<Passage> through(Entry entry, Turn turn) {
        Passage passage = Passage.of(entry, BulkTerms.NONE);
        return passage.pipeline() == null ? Uni.createFrom().item(passage)
                : through(List.of(passage), turn, new Chosen()).replaceWith(passage);
    }

    /** Lets searches find what was stored; whoever cannot be asked to, will do it by himself in a second. */
    Uni<Void> refresh(Set<String> names) {
        String path = "/" + names.stream().map(SearchCall::encoded)
                .collect(Collectors.joining(",")) + "/_refresh?ignore_unavailable=true";
        return search.send(SearchCall.json(HttpMethod.POST, path).acceptingAll(), config.patience()).replaceWithVoid()
                .onFailure().recoverWithNull();
    }

    private Uni<Void> through(List<Passage> passages, Turn turn, Chosen chosen) {
        Map<String, List<Passage>> byPipeline = passages.stream().filter(passage -> passage.pipeline() != null)
                .collect(Collectors.groupingBy(Passage::pipeline, LinkedHashMap::new, Collectors.toList()));
        return Multi.createFrom().iterable(byPipeline.entrySet())
                .onItem().transformToUniAndConcatenate(each -> through(each.getKey(), each.getValue(), turn, chosen))
                .collect().last();
    }

    private Uni<Void> through(String name, List<Passage> passages, Turn turn, Chosen chosen) {
        List<Item> items = passages.stream().map(Passage::item).toList();
        Executor here = Workers.callersContext();
        return chosen.byName.computeIfAbsent(name, id -> pipelines.find(id).memoize().indefinitely())
                // it comes on the context of the window that asked first
                .emitOn(here)
                .map(found -> found.orElseThrow(() -> unknown(name)))
                .chain(pipeline -> ingest.run(pipeline, items, turn, stored))
                .onFailure().recoverWithItem(failure -> {
                    passages.forEach(passage -> passage.fail(Failures.catalogued(failure)));
                    return null;
                });
    }

    private Map<Passage, Operation> operations(List<Passage> passages) {
        Map<Passage, Operation> operations = new LinkedHashMap<>();
        for (Passage passage : passages) {
            Operation operation = passage.operation(indices);
            if (operation != null) {
                operations.put(passage, operation);
            }
        }
        return operations;
    }

    private static void share(List<Delivered> results, List<Passage> passages) {
        for (int i = 0; i < passages.size(); i++) {
            passages.get(i).delivered(results.get(i));
        }
    }

    static PerchException unknown(String pipeline) {
        return new PerchException(ErrorCode.PIPELINE_UNKNOWN, "pipeline with id [" + pipeline + "] does not exist",
                "put it with PUT /_ingest/pipeline/" + pipeline
                        + "; a pipeline of OpenSearch itself is named in index.default_pipeline");
    }
}
