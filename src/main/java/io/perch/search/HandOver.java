package io.perch.search;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/**
 * Hands documents over to OpenSearch. What it has no room for is sent again, ever more slowly, and so is everything when it is
 * away; in the end it is known of each document whether it is stored, is not, or may be.
 */
@ApplicationScoped
public class HandOver {

    private final OpenSearch search;
    private final SearchConfig config;

    HandOver(OpenSearch search, SearchConfig config) {
        this.search = search;
        this.config = config;
    }

    /**
     * Never fails; one for each operation, in their order.
     *
     * @param query    of the request, with its question mark, encoded; or empty
     * @param patience how long to go on trying in all
     */
    public Uni<List<Delivered>> send(List<Operation> operations, String query, Duration patience) {
        return operations.isEmpty() ? Uni.createFrom().item(List.of())
                : new Delivery(search, operations, "/_bulk" + query, patience, config).run();
    }
}
