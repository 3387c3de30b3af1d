package io.perch.artifact;

import io.perch.base.Sha256;
import io.perch.search.OpenSearch;
import io.perch.search.SearchCall;
import io.perch.search.SearchIndex;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The index that holds the chunks: its mapping and the paths of its documents. */
final class ChunkIndex {

    /** OpenSearch's own ids have at most 512 bytes, those that callers propose for models too: the number needs some of them. */
    private static final int LONGEST_MODEL_ID = 500;

    private static final String DEFINITION = """
            {"settings": {"index": {"number_of_shards": 1, "number_of_replicas": %d}},
             "mappings": {"dynamic": "strict", "properties": {
               "model_id": {"type": "keyword"}, "chunk_number": {"type": "integer"}, "total_chunks": {"type": "integer"},
               "sha256": {"type": "keyword"}, "bytes": {"type": "integer"}, "content": {"type": "binary"}}}}""";

    private final OpenSearch search;
    private final ArtifactConfig config;

    ChunkIndex(OpenSearch search, ArtifactConfig config) {
        this.search = search;
        this.config = config;
    }

    /** See {@link SearchIndex#ready}. */
    Uni<Void> ready(Duration patience) {
        return new SearchIndex(search, config.chunkIndex(), "model chunks")
                .ready(DEFINITION.formatted(config.chunkReplicas()), patience).replaceWithVoid();
    }

    String document(String modelId, int number) {
        return path("_doc/" + id(modelId, number));
    }

    String source(String modelId, int number) {
        return path("_source/" + id(modelId, number));
    }

    String path(String rest) {
        return "/" + config.chunkIndex() + "/" + rest;
    }

    private static String id(String modelId, int number) {
        String owner = modelId.length() <= LONGEST_MODEL_ID ? modelId : Sha256.of(modelId.getBytes(StandardCharsets.UTF_8));
        return SearchCall.encoded(owner + "_" + number);
    }
}
