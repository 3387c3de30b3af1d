package io.perch.search;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;

/**
 * An index that Perch makes for itself.
 *
 * @param what it holds, for messages
 */
public record SearchIndex(OpenSearch search, String name, String what) {

    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    /**
     * Makes it when it is not there, and answers whether it was not. To be asked before every write and not remembered: an index that
     * was dropped meanwhile must not come back without mapping. Fails with CHUNK_STORE_UNAVAILABLE, CHUNK_STORE_REFUSED.
     *
     * @param definition settings and mappings, as JSON
     */
    public Uni<Boolean> ready(String definition, Duration patience) {
        return search.send(SearchCall.json(HttpMethod.HEAD, "/" + name).accepting(NOT_FOUND), patience)
                .chain(answer -> answer.found() ? Uni.createFrom().item(false) : create(definition, patience).replaceWith(true));
    }

    private Uni<Void> create(String definition, Duration patience) {
        return search.send(SearchCall.json(HttpMethod.PUT, "/" + name, definition).accepting(BAD_REQUEST), patience)
                .invoke(this::refuse).replaceWithVoid();
    }

    private void refuse(SearchAnswer answer) {
        // another replica was quicker: as good
        if (answer.status() == BAD_REQUEST && !answer.errorType().equals("resource_already_exists_exception")) {
            throw new PerchException(ErrorCode.CHUNK_STORE_REFUSED,
                    "OpenSearch did not create the index of " + what + ": " + answer.reason(), null);
        }
    }
}
