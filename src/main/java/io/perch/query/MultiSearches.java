package io.perch.query;

import io.perch.base.PerchException;
import io.perch.search.CallersIndices;
import io.perch.search.Onwards;
import io.perch.search.SearchCall;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Several searches in one request: their texts are embedded together, and one that fails leaves the others alone. */
@ApplicationScoped
public class MultiSearches {

    private final CallersIndices indices;
    private final Embedder embedder;
    private final Desk desk;
    private final Onwards onwards;
    private final QueryConfig config;

    MultiSearches(CallersIndices indices, Embedder embedder, Desk desk, Onwards onwards, QueryConfig config) {
        this.indices = indices;
        this.embedder = embedder;
        this.desk = desk;
        this.onwards = onwards;
        this.config = config;
    }

    /** What is sent on, and what is not. @param failures of each search; {@code null} for one that is sent */
    private record Sheet(Buffer lines, List<PerchException> failures) {
    }

    /** Fails as {@link Searches#search} does, but for what is told of a single search. */
    public Uni<MultiAnswer> search(Search search) {
        Terms terms = embedder.terms(search.wish());
        int bytes = search.body().length();
        return desk.work(bytes, 0, () -> read(search))
                .chain(items -> embedder.embed(sources(items), terms)
                        .chain(embeddings -> desk.work(bytes, embeddings.numbers(sources(items)),
                                () -> written(items, embeddings))))
                .chain(sheet -> sent(search, sheet, terms));
    }

    private List<Item> read(Search search) {
        List<Lines.Pair> pairs = Lines.read(search.body());
        new Bounds(config).searches(pairs.size());
        return pairs.stream().map(pair -> Item.read(pair, search.indices(), indices)).toList();
    }

    private static List<SearchSource> sources(List<Item> items) {
        return items.stream().map(Item::source).filter(Objects::nonNull).toList();
    }

    private Sheet written(List<Item> items, Embeddings embeddings) {
        Buffer lines = Buffer.buffer();
        List<PerchException> failures = new ArrayList<>();
        for (Item item : items) {
            PerchException failure = item.failure() == null ? append(item, embeddings, lines) : item.failure();
            failures.add(failure);
        }
        return new Sheet(lines, failures);
    }

    /** What it failed with, or {@code null}. */
    private PerchException append(Item item, Embeddings embeddings, Buffer lines) {
        try {
            lines.appendBuffer(item.written(embeddings, config.maxTokens()));
            return null;
        } catch (PerchException failure) {
            return failure;
        }
    }

    private Uni<MultiAnswer> sent(Search search, Sheet sheet, Terms terms) {
        boolean nothingLeft = !sheet.failures().isEmpty() && sheet.lines().length() == 0;
        return nothingLeft ? Uni.createFrom().item(new MultiAnswer(null, sheet.failures()))
                : onwards.send(SearchCall.ofCaller(HttpMethod.POST, search.path("/_msearch"),
                                sheet.failures().isEmpty() ? search.body() : sheet.lines()), terms.most())
                        .map(answer -> new MultiAnswer(answer, sheet.failures()));
    }
}
