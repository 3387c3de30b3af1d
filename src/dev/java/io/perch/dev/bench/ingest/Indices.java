package io.perch.dev.bench.ingest;

import io.perch.dev.Console;
import io.perch.dev.PerchApi;

/** The index that documents go into, made anew at OpenSearch itself. */
record Indices(PerchApi openSearch) {

    static final String NAME = "/bench-docs";

    private static final String MAPPING = """
            {"settings":{"index":{"knn":true,"number_of_replicas":0,"refresh_interval":"30s"}},
             "mappings":{"properties":{"chapter":{"type":"integer"},"text":{"type":"text"},
              "vector":{"type":"knn_vector","dimension":384,"method":{"name":"hnsw","engine":"lucene","space_type":"cosinesimil"}}}}}""";

    static Indices at(String openSearch) {
        return new Indices(new PerchApi(openSearch, Console.silent()));
    }

    void anew() {
        openSearch.forget(NAME);
        openSearch.quietly("PUT", NAME, MAPPING);
    }
}
