package io.perch.query;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.search.IndexConfig;
import io.perch.search.OpenSearch;
import io.perch.search.SearchAnswer;
import io.perch.search.SearchCall;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Hands searches on to OpenSearch. Whatever it answers is the caller's. */
@ApplicationScoped
class Onward {

    private final OpenSearch search;
    private final IndexConfig config;

    Onward(OpenSearch search, IndexConfig config) {
        this.search = search;
        this.config = config;
    }

    /** Fails with SEARCH_UNAVAILABLE, DEADLINE_EXCEEDED. @param path with its query */
    Uni<SearchAnswer> send(String path, Buffer body, Terms terms) {
        Duration patience = terms.patience(config.patience());
        return search.send(SearchCall.ofCaller(path, body), patience)
                .onFailure(Onward::isAway).transform(away -> unavailable((PerchException) away))
                .ifNoItem().after(patience).failWith(() -> late(patience));
    }

    private static boolean isAway(Throwable failure) {
        return failure instanceof PerchException known && known.code() == ErrorCode.CHUNK_STORE_UNAVAILABLE;
    }

    private static PerchException unavailable(PerchException away) {
        return new PerchException(ErrorCode.SEARCH_UNAVAILABLE, away.reason(), away.hint(), away.getCause());
    }

    private static PerchException late(Duration patience) {
        return new PerchException(ErrorCode.DEADLINE_EXCEEDED,
                "OpenSearch has not answered within " + patience.toMillis() + " ms",
                "ask for less, allow more in X-Perch-Timeout, or raise perch.indices.patience");
    }
}
