package io.perch.query.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Contexts;
import io.perch.base.ErrorCode;
import io.perch.base.Json;
import io.perch.base.PerchException;
import io.perch.base.Signals;
import io.perch.ingest.PipelineCatalog;
import io.perch.ingest.PipelineStore;
import io.perch.ingest.PipelineTable;
import io.perch.ingest.PipelineTable.Kind;
import io.perch.model.ModelCatalog;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;

/** Search pipelines as callers put, read and delete them, and as searches find them. */
@ApplicationScoped
public class SearchPipelines {

    private static final String INLINE = "_ad_hoc_pipeline";

    private final PipelineStore store;
    private final PipelineCatalog<SearchPipeline> catalog;
    private final ModelCatalog models;
    private final SearchPipelineConfig config;
    private final Signals signals;
    private final Contexts contexts;

    SearchPipelines(PipelineTable table, ModelCatalog models, SearchPipelineConfig config, Signals signals, Contexts contexts) {
        this.models = models;
        this.config = config;
        this.signals = signals;
        this.contexts = contexts;
        this.catalog = new PipelineCatalog<>(Kind.SEARCH, table, contexts, this::made);
        this.store = new PipelineStore(Kind.SEARCH, table, catalog);
    }

    void listen(@Observes StartupEvent start) {
        catalog.listen(signals);
    }

    @Scheduled(every = "${perch.query.pipeline.slow-look:60s}", delayed = "60s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> lookAgain() {
        return contexts.turn("look at search pipelines again", catalog::refresh);
    }

    /** Fails with PIPELINE_INVALID, which tells all that is wrong, PIPELINES_FULL. */
    public Uni<Void> put(String id, ObjectNode body) {
        SearchPipelineReader reader = new SearchPipelineReader(config);
        return checked(reader, id, body).chain(() -> store.put(id, body, reader.uses().ids(), config.maxPipelines(),
                "perch.query.pipeline.max-pipelines"));
    }

    /** As they were put, by id. @param ids with commas and {@code *}; {@code null}: all */
    public Uni<Map<String, ObjectNode>> get(String ids) {
        return store.get(ids);
    }

    /** Fails with PIPELINE_NOT_FOUND, but for {@code *}. */
    public Uni<Void> delete(String ids) {
        return store.delete(ids);
    }

    /** From memory, where it was used before. Fails with PIPELINE_UNKNOWN. */
    Uni<SearchPipeline> find(String id) {
        return catalog.find(id).map(found -> found.orElseThrow(() -> new PerchException(ErrorCode.PIPELINE_UNKNOWN,
                "Pipeline " + id + " is not defined", "put it with PUT /_search/pipeline/" + id + "; pipelines of OpenSearch's"
                + " own are not seen here: make one the index.search.default_pipeline of its index, and name none")));
    }

    /** One that is not stored. Fails with PIPELINE_INVALID. */
    Uni<SearchPipeline> inline(ObjectNode body) {
        return checked(new SearchPipelineReader(config), INLINE, body);
    }

    private Uni<SearchPipeline> checked(SearchPipelineReader reader, String id, ObjectNode body) {
        SearchPipeline pipeline = reader.read(id, body);
        return reader.uses().check(models).invoke(() -> reader.faults().check()).replaceWith(pipeline);
    }

    private SearchPipeline made(String id, String body) {
        SearchPipelineReader reader = new SearchPipelineReader(config);
        SearchPipeline pipeline = reader.read(id, Json.read(body, ObjectNode.class));
        reader.faults().check();
        return pipeline;
    }
}
