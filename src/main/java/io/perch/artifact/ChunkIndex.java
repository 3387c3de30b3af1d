package io.perch.artifact;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.base.Sha256;
import io.perch.search.OpenSearch;
import io.perch.search.SearchAnswer;
import io.perch.search.SearchCall;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import java.net.URLEncoder;
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

    /** Asked before every write and not remembered: an index that was dropped meanwhile must not come back without mapping. */
    Uni<Void> ready(Duration patience) {
        return search.send(SearchCall.json(HttpMethod.HEAD, "/" + config.chunkIndex()).accepting(404), patience)
                .chain(answer -> answer.found() ? Uni.createFrom().voidItem() : create(patience));
    }

    private Uni<Void> create(Duration patience) {
        SearchCall put = SearchCall.json(HttpMethod.PUT, "/" + config.chunkIndex(),
                DEFINITION.formatted(config.chunkReplicas())).accepting(400);
        return search.send(put, patience).invoke(ChunkIndex::refuse).replaceWithVoid();
    }

    private static void refuse(SearchAnswer answer) {
        // another replica was quicker: as good
        if (answer.status() == 400 && !answer.errorType().equals("resource_already_exists_exception")) {
            throw new PerchException(ErrorCode.CHUNK_STORE_REFUSED,
                    "OpenSearch did not create the index of model chunks: " + answer.reason(), null);
        }
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
        return URLEncoder.encode(owner + "_" + number, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
