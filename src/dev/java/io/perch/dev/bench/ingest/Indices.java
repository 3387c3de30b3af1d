package io.perch.dev.bench.ingest;

import io.perch.dev.Console;
import io.perch.dev.PerchApi;

/** The index that documents go into, made anew at OpenSearch itself. */
record Indices(PerchApi openSearch) {

    static final String NAME = "/bench-docs";

    private static final String SETTINGS = """
            {"settings":{"index":{"knn":%s,"number_of_replicas":0,"refresh_interval":"30s"}},
             "mappings":{"properties":{"chapter":{"type":"integer"},"text":{"type":"text"},"vector":%s}}}""";
    private static final String IN_A_GRAPH = """
            {"type":"knn_vector","dimension":384,"method":{"name":"hnsw","engine":"lucene","space_type":"cosinesimil"}}""";
    private static final String KEPT = """
            {"type":"knn_vector","dimension":384}""";

    static Indices at(String openSearch) {
        return new Indices(new PerchApi(openSearch, Console.silent()));
    }

    void anew() {
        anew(true);
    }

    /** @param graph whether vectors can be searched; else they are only kept, which costs OpenSearch little */
    void anew(boolean graph) {
        openSearch.forget(NAME);
        openSearch.quietly("PUT", NAME, SETTINGS.formatted(graph, graph ? IN_A_GRAPH : KEPT));
    }
}
