package io.perch.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Contexts;
import io.perch.base.ErrorCode;
import io.perch.base.Failures;
import io.perch.base.Json;
import io.perch.base.PerchException;
import io.perch.base.Signals;
import io.perch.ingest.PipelineTable.Kind;
import io.perch.ingest.pipeline.IngestConfig;
import io.perch.ingest.pipeline.Pipeline;
import io.perch.ingest.processor.ModelUses;
import io.perch.ingest.processor.PipelineReader;
import io.perch.model.ModelCatalog;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Pipelines as callers put, read and delete them, and as documents find them. */
@ApplicationScoped
public class Pipelines {

    private final PipelineTable table;
    private final PipelineCatalog<Pipeline> catalog;
    private final ModelCatalog models;
    private final IngestConfig config;
    private final Signals signals;
    private final Contexts contexts;

    Pipelines(PipelineTable table, ModelCatalog models, IngestConfig config, Signals signals, Contexts contexts) {
        this.table = table;
        this.models = models;
        this.config = config;
        this.signals = signals;
        this.contexts = contexts;
        this.catalog = new PipelineCatalog<>(Kind.INGEST, table, contexts, this::made);
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
        return checked(reader, id, body)
                .chain(() -> table.put(Kind.INGEST, id, body.toString(), reader.uses().ids(), config.maxPipelines()))
                .invoke(this::requireStored)
                .invoke(() -> catalog.forget(id))
                .replaceWithVoid();
    }

    /** One that is not stored. Fails with PIPELINE_INVALID, also for a model that is not there. */
    public Uni<Pipeline> checked(String id, ObjectNode body) {
        return checked(new PipelineReader(config), id, body);
    }

    private Uni<Pipeline> checked(PipelineReader reader, String id, ObjectNode body) {
        Pipeline pipeline = reader.read(id, body);
        return Multi.createFrom().iterable(reader.uses().all())
                .onItem().transformToUniAndConcatenate(this::check)
                .collect().last().invoke(() -> reader.faults().check()).replaceWith(pipeline);
    }

    private Uni<Void> check(ModelUses.Use use) {
        return models.resolve(use.modelId()).invoke(use::check).replaceWithVoid()
                .onFailure(failure -> Failures.catalogued(failure).code() == ErrorCode.MODEL_NOT_FOUND)
                .recoverWithItem(failure -> {
                    use.missing(Failures.catalogued(failure));
                    return null;
                });
    }

    private void requireStored(boolean stored) {
        if (!stored) {
            throw new PerchException(ErrorCode.PIPELINES_FULL, "There are " + config.maxPipelines() + " pipelines",
                    "delete one, or raise perch.ingest.max-pipelines");
        }
    }

    /** As they were put, by id. @param ids with commas and {@code *}; {@code null}: all */
    public Uni<Map<String, ObjectNode>> get(String ids) {
        Wildcards wanted = Wildcards.of(ids);
        return table.all(Kind.INGEST).map(all -> {
            Map<String, ObjectNode> found = new LinkedHashMap<>();
            all.forEach((id, stored) -> {
                if (wanted.match(id)) {
                    found.put(id, Json.read(stored.body(), ObjectNode.class));
                }
            });
            return found;
        });
    }

    /** Fails with PIPELINE_NOT_FOUND, but for {@code *}. */
    public Uni<Void> delete(String ids) {
        return get(ids).invoke(found -> {
            if (found.isEmpty() && !ids.equals("*")) {
                throw new PerchException(ErrorCode.PIPELINE_NOT_FOUND, "pipeline [" + ids + "] is missing", null);
            }
        }).chain(found -> Multi.createFrom().iterable(found.keySet())
                .onItem().transformToUniAndConcatenate(id -> table.delete(Kind.INGEST, id).invoke(() -> catalog.forget(id)))
                .collect().last()).replaceWithVoid();
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
