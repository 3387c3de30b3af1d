package io.perch.ingest.bulk;

import io.perch.base.Caller;

/**
 * What is said of a whole bulk.
 *
 * @param index    of operations that name none; {@code null}: they must
 * @param pipeline of operations that name none; {@code null}: none
 * @param query    for OpenSearch: encoded pairs, each with an {@code &} in front of it; or empty
 * @param refresh  true or wait_for when searches are to find the documents at once; else {@code null}
 */
public record BulkTerms(String index, String pipeline, String query, String refresh, Caller caller) {

    static final BulkTerms NONE = new BulkTerms(null, null, "", null, Caller.NOBODY);

    String query(boolean withRefresh) {
        String all = query + (withRefresh && refresh != null ? "&refresh=" + refresh : "");
        return all.isEmpty() ? "" : "?" + all.substring(1);
    }
}
