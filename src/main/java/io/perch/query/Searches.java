package io.perch.query;

import io.perch.predict.PredictService;
import io.perch.search.CallersIndices;
import io.perch.search.Onwards;
import io.perch.search.SearchAnswer;
import io.perch.search.SearchCall;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Searches documents with the help of models: texts in clauses become vectors or tokens, and OpenSearch does the rest. */
@ApplicationScoped
public class Searches {

    private final CallersIndices indices;
    private final Embedder embedder;
    private final Desk desk;
    private final Onwards onwards;
    private final QueryConfig config;

    Searches(CallersIndices indices, Embedder embedder, Desk desk, Onwards onwards, QueryConfig config) {
        this.indices = indices;
        this.embedder = embedder;
        this.desk = desk;
        this.onwards = onwards;
        this.config = config;
    }

    /**
     * OpenSearch's answer, whatever its status. Fails with INDEX_NAME_INVALID, INDEX_FORBIDDEN, CLAUSE_MALFORMED, CLAUSE_INVALID,
     * SEARCH_NOT_SERVED, SEARCH_TOO_LARGE, JSON_MALFORMED, SEARCH_UNAVAILABLE, DEADLINE_EXCEEDED, and as
     * {@link io.perch.predict.PredictService#predict} does.
     */
    public Uni<SearchAnswer> search(Search search) {
        Terms terms = embedder.terms(search.wish());
        String names = SearchCall.encoded(indices.searchable(search.indices()));
        return desk.work(search.body().length(), 0, () -> SearchSource.read(search.body(), indices))
                .chain(source -> rewritten(source, terms))
                .chain(body -> onwards.send(SearchCall.ofCaller(HttpMethod.POST, search.path("/" + names + "/_search"), body),
                        terms.most()));
    }

    private Uni<Buffer> rewritten(SearchSource source, Terms terms) {
        return embedder.embed(List.of(source), terms).chain(embeddings -> desk.work(source.bytes().length(),
                embeddings.numbers(List.of(source)), () -> source.written(embeddings, config.maxTokens())));
    }
}
