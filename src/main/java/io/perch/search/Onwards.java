package io.perch.search;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Hands on to OpenSearch what a caller wants of it. Whatever it answers is the caller's. */
@ApplicationScoped
public class Onwards {

    private final OpenSearch search;
    private final IndexConfig config;

    Onwards(OpenSearch search, IndexConfig config) {
        this.search = search;
        this.config = config;
    }

    /**
     * Fails with SEARCH_UNAVAILABLE, DEADLINE_EXCEEDED.
     *
     * @param most how long the caller waits; {@code null} when he does not say
     */
    public Uni<SearchAnswer> send(SearchCall call, Duration most) {
        Duration patience = most == null || config.patience().compareTo(most) < 0 ? config.patience() : most;
        return search.send(call, patience)
                .onFailure(Onwards::isAway).transform(away -> unavailable((PerchException) away))
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
