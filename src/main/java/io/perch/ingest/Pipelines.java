package io.perch.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Contexts;
import io.perch.base.Json;
import io.perch.base.Signals;
import io.perch.ingest.PipelineTable.Kind;
import io.perch.ingest.pipeline.IngestConfig;
import io.perch.ingest.pipeline.Pipeline;
import io.perch.ingest.processor.PipelineReader;
import io.perch.model.ModelCatalog;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Optional;

/** Pipelines as callers put, read and delete them, and as documents find them. */
@ApplicationScoped
public class Pipelines {

    private final PipelineStore store;
    private final PipelineCatalog<Pipeline> catalog;
    private final ModelCatalog models;
    private final IngestConfig config;
    private final Signals signals;
    private final Contexts contexts;

    Pipelines(PipelineTable table, ModelCatalog models, IngestConfig config, Signals signals, Contexts contexts) {
        this.models = models;
        this.config = config;
        this.signals = signals;
        this.contexts = contexts;
        this.catalog = new PipelineCatalog<>(Kind.INGEST, table, contexts, this::made);
        this.store = new PipelineStore(Kind.INGEST, table, catalog);
    }

    void listen(@Observes StartupEvent start) {
        catalog.listen(signals);
    }

    @Scheduled(every = "${perch.ingest.slow-look:60s}", delayed = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> lookAgain() {
        return contexts.turn("look at pipelines again", catalog::refresh);
    }

    /** Fails with PIPELINE_INVALID, which tells all that is wrong, PIPELINES_FULL. */
    public Uni<Void> put(String id, ObjectNode body) {
        PipelineReader reader = new PipelineReader(config);
        return checked(reader, id, body).chain(() -> store.put(id, body, reader.uses().ids(), config.maxPipelines(),
                "perch.ingest.max-pipelines"));
    }

    /** One that is not stored. Fails with PIPELINE_INVALID, also for a model that is not there. */
    public Uni<Pipeline> checked(String id, ObjectNode body) {
        return checked(new PipelineReader(config), id, body);
    }

    private Uni<Pipeline> checked(PipelineReader reader, String id, ObjectNode body) {
        Pipeline pipeline = reader.read(id, body);
        return reader.uses().check(models).invoke(() -> reader.faults().check()).replaceWith(pipeline);
    }

    /** As they were put, by id. @param ids with commas and {@code *}; {@code null}: all */
    public Uni<Map<String, ObjectNode>> get(String ids) {
        return store.get(ids);
    }

    /** Fails with PIPELINE_NOT_FOUND, but for {@code *}. */
    public Uni<Void> delete(String ids) {
        return store.delete(ids);
    }

    /** From memory, where it was used before. */
    public Uni<Optional<Pipeline>> find(String id) {
        return catalog.find(id);
    }

    private Pipeline made(String id, String body) {
        PipelineReader reader = new PipelineReader(config);
        Pipeline pipeline = reader.read(id, Json.read(body, ObjectNode.class));
        reader.faults().check();
        return pipeline;
    }
}
