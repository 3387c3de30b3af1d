package io.perch.query.pipeline;

import io.perch.ingest.asking.Asker;
import io.perch.predict.PredictService;
import io.perch.predict.Wish;
import io.perch.query.Desk;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;

/** Finds the pipelines of searches, and has ready what their processors work with. */
@ApplicationScoped
class Journeys {

    private final SearchPipelines pipelines;
    private final Asker asker;
    private final Desk desk;
    private final PredictService predicts;
    private final SearchPipelineConfig config;

    Journeys(SearchPipelines pipelines, Asker asker, Desk desk, PredictService predicts, SearchPipelineConfig config) {
        this.pipelines = pipelines;
        this.asker = asker;
        this.desk = desk;
        this.predicts = predicts;
        this.config = config;
    }

    /** Throws REQUEST_INVALID for too long a patience. */
    SearchTerms terms(Wish wish) {
        return SearchTerms.of(wish, predicts);
    }

    /** Fails with PIPELINE_UNKNOWN, PIPELINE_INVALID. @param bytes of the source */
    Uni<Journey> of(Choice choice, SearchTerms terms, long bytes) {
        Uni<SearchPipeline> pipeline = choice.id() != null ? pipelines.find(choice.id()) : pipelines.inline(choice.inline());
        return pipeline.map(found -> new Journey(found, over(terms, bytes), choice.source()));
    }

    /** @param bytes of what processors go through */
    SearchRun over(SearchTerms terms, long bytes) {
        return new SearchRun(asker, terms, desk, bytes, new AtomicLong(), config);
    }
}
