package io.perch.artifact;

import io.perch.base.Sha256;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.search.OpenSearch;
import io.perch.search.SearchAnswer;
import io.perch.search.SearchCall;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Packages as chunks in OpenSearch, documents {@code {model_id}_{n}} with n from 0. Every method may be repeated, works while
 * the index does not exist yet, and waits through an outage of OpenSearch for {@code patience} per request; then it fails with
 * CHUNK_STORE_UNAVAILABLE. Answers come back on the Vert.x context that asked.
 */
@ApplicationScoped
public class ChunkStore {

    /** OpenSearch's own bound on one page; with chunks of the usual size it stands for 100 GB. */
    private static final int MOST_CHUNKS = 10_000;

    private final OpenSearch search;
    private final ChunkIndex index;
    private final IoWorkers io;
    private final ArtifactConfig config;

    public ChunkStore(OpenSearch search, IoWorkers io, ArtifactConfig config) {
        this.search = search;
        this.index = new ChunkIndex(search, config);
        this.io = io;
        this.config = config;
    }

    /** How many chunks a package of {@code bytes} has. */
    public int chunksOf(long bytes) {
        return Math.toIntExact(Math.ceilDiv(bytes, (long) config.chunkSize()));
    }

    /** Throws MODEL_TOO_BIG for a package of more than {@code perch.artifact.max-model-size}. */
    public void bound(long bytes) {
        Sizes.bound(bytes, config.maxModelSize().asLongValue());
    }

    /**
     * Stores one chunk that a client sent, over any earlier one of that number. The array must not change until this answers.
     * Throws CHUNK_INVALID with the original's words.
     */
    public Uni<ChunkInfo> write(String modelId, int number, int total, byte[] content, Duration patience) {
        return Uni.createFrom().item(() -> checked(number, total, content))
                .chain(sound -> index.ready(patience))
                .chain(ready -> put(modelId, number, total, content, patience));
    }

    private byte[] checked(int number, int total, byte[] content) {
        if (number < 0 || number >= total) {
            throw invalid("Chunk number exceeds total chunks", "chunks are numbered from 0 to " + (total - 1));
        }
        if (content.length == 0) {
            throw invalid("Chunk size either 0 or null", "send the chunk's bytes as the body");
        }
        if (content.length > config.chunkSize()) {
            throw invalid("Chunk size exceeds 10MB", "a chunk has at most " + config.chunkSize() + " bytes");
        }
        return content;
    }

    private static PerchException invalid(String reason, String hint) {
        return new PerchException(ErrorCode.CHUNK_INVALID, reason, hint);
    }

    /** Cuts {@code zip} into chunks and stores all, at most {@code chunks-in-flight} in memory at a time; answers in no order. */
    public Uni<List<ChunkInfo>> writeAll(String modelId, Path zip, Duration patience, Progress progress) {
        return index.ready(patience)
                .chain(ready -> io.run(() -> Files.size(zip)))
                .chain(bytes -> writeAll(modelId, zip, bytes, patience, progress));
    }

    private Uni<List<ChunkInfo>> writeAll(String modelId, Path zip, long bytes, Duration patience, Progress progress) {
        AtomicLong stored = new AtomicLong();
        int total = chunksOf(bytes);
        return Multi.createFrom().range(0, total)
                .onItem().transformToUni(number -> io.run(() -> ChunkFile.read(zip, number, config.chunkSize()))
                        .chain(content -> put(modelId, number, total, content, patience))
                        .invoke(chunk -> progress.moved(stored.addAndGet(chunk.bytes()), bytes)))
                .merge(config.chunksInFlight())
                .collect().asList();
    }

    private Uni<ChunkInfo> put(String modelId, int number, int total, byte[] content, Duration patience) {
        return io.run(() -> new ChunkInfo(number, total, Sha256.of(content), content.length))
                .chain(chunk -> io.run(() -> ChunkDocument.write(modelId, chunk, content))
                        .chain(body -> search.send(
                                SearchCall.cbor(HttpMethod.PUT, index.document(modelId, number), body), patience))
                        .replaceWith(chunk));
    }

    /**
     * Reads the chunks in order into one new file, each checked against its hash; the whole hash is for the caller to compare.
     * Unless this succeeds, nothing is left on disk. Throws CHUNKS_DAMAGED, which says the chunk.
     *
     * @param progress total is -1: what the chunks hold is known at the end
     */
    public Uni<Fetched> assemble(String modelId, int totalChunks, Path target, Duration patience, Progress progress) {
        return io.run(() -> new Assembly(modelId, totalChunks, target))
                .chain(assembly -> fill(assembly, modelId, totalChunks, patience, progress)
                        .chain(filled -> io.run(assembly::finish))
                        .eventually(() -> io.run(() -> closed(assembly))));
    }

    private Uni<Void> fill(Assembly assembly, String modelId, int totalChunks, Duration patience, Progress progress) {
        ReadAhead<Buffer> chunks = new ReadAhead<>(totalChunks, number -> read(modelId, number, totalChunks, patience));
        return Multi.createFrom().range(0, totalChunks)
                .onItem().transformToUniAndConcatenate(number -> chunks.take(number)
                        .chain(document -> io.run(() -> assembly.append(number, document)))
                        .invoke(bytes -> progress.moved(bytes, -1)))
                .onItem().ignoreAsUni();
    }

    private static Void closed(Assembly assembly) throws Exception {
        assembly.close();
        return null;
    }

    private Uni<Buffer> read(String modelId, int number, int totalChunks, Duration patience) {
        return search.send(SearchCall.cbor(HttpMethod.GET, index.source(modelId, number)).accepting(404), patience)
                .map(answer -> found(answer, modelId, number, totalChunks));
    }

    private static Buffer found(SearchAnswer answer, String modelId, int number, int totalChunks) {
        if (!answer.found()) {
            throw new PerchException(ErrorCode.CHUNKS_DAMAGED, "Chunk " + number + " of " + totalChunks + " of model " + modelId
                    + " is missing in OpenSearch", "delete the model and register it again");
        }
        return answer.body();
    }

    /** Which chunks are there, by number; their contents stay where they are. */
    public Uni<List<ChunkInfo>> list(String modelId, Duration patience) {
        String query = """
                {"query": {"term": {"model_id": %s}}, "size": %d, "sort": ["chunk_number"], "_source": false,
                 "stored_fields": "_none_", "docvalue_fields": ["chunk_number", "total_chunks", "sha256", "bytes"]}"""
                .formatted(quoted(modelId), MOST_CHUNKS);
        return refresh(patience)
                .chain(seen -> search.send(
                        SearchCall.json(HttpMethod.POST, index.path("_search"), query).accepting(404), patience))
                .map(answer -> StreamSupport.stream(answer.tree().path("hits").path("hits").spliterator(), false)
                        .map(hit -> info(hit.path("fields"))).toList());
    }

    /** The models that have chunks here, up to {@value #MOST_CHUNKS} of them. */
    public Uni<Set<String>> modelIds(Duration patience) {
        String query = """
                {"size": 0, "aggs": {"models": {"terms": {"field": "model_id", "size": %d}}}}""".formatted(MOST_CHUNKS);
        return search.send(SearchCall.json(HttpMethod.POST, index.path("_search"), query).accepting(404), patience)
                .map(answer -> StreamSupport.stream(
                                answer.tree().path("aggregations").path("models").path("buckets").spliterator(), false)
                        .map(bucket -> bucket.path("key").asText()).collect(Collectors.toSet()));
    }

    private static ChunkInfo info(JsonNode fields) {
        return new ChunkInfo(fields.path("chunk_number").path(0).asInt(), fields.path("total_chunks").path(0).asInt(),
                fields.path("sha256").path(0).asText(), fields.path("bytes").path(0).asInt());
    }

    /** Removes all chunks of a model. A write that is still on its way may come after it: end the writes first. */
    public Uni<Void> delete(String modelId, Duration patience) {
        String query = "{\"query\": {\"term\": {\"model_id\": " + quoted(modelId) + "}}}";
        return refresh(patience)
                .chain(seen -> search.send(
                        SearchCall.json(HttpMethod.POST, index.path("_delete_by_query?conflicts=proceed"), query).accepting(404),
                        patience))
                .invoke(answer -> refuseLeftOvers(modelId, answer))
                .replaceWithVoid();
    }

    private static void refuseLeftOvers(String modelId, SearchAnswer answer) {
        if (!answer.tree().path("failures").isEmpty()) {
            throw new PerchException(ErrorCode.CHUNK_STORE_REFUSED, "OpenSearch did not delete all chunks of model " + modelId
                    + ": " + answer.tree().path("failures").path(0), "delete the model again");
        }
    }

    /** What was just written is not searchable before. */
    private Uni<SearchAnswer> refresh(Duration patience) {
        return search.send(SearchCall.json(HttpMethod.POST, index.path("_refresh")).accepting(404), patience);
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}
