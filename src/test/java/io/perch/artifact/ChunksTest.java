package io.perch.artifact;

import io.perch.search.OpenSearch;
import io.perch.testing.Servers;
import io.perch.testing.Zips;
import io.vertx.mutiny.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A chunk store over the real OpenSearch, in an index of its own. */
abstract class ChunksTest {

    static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder;
    Vertx vertx;
    OpenSearch search;
    IoWorkers io;
    ArtifactConfig config;
    ChunkStore store;

    @BeforeEach
    void connect() {
        vertx = Vertx.vertx();
        search = OpenSearch.connect(vertx, Configs.search(Servers.openSearch().url()));
        open(Map.of());
    }

    void open(Map<String, String> set) {
        Map<String, String> all = new HashMap<>(set);
        all.putIfAbsent("perch.artifact.chunk-index", "chunks-" + getClass().getSimpleName().toLowerCase());
        all.put("perch.artifact.cache-dir", folder.resolve("cache").toString());
        config = Configs.artifact(all);
        io = new IoWorkers(config);
        store = new ChunkStore(search, io, config);
    }

    @AfterEach
    void end() {
        io.close();
        vertx.closeAndAwait();
    }

    static byte[] random(int size, int seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** A package whose big file hardly shrinks. */
    Path model(String name, int bytes, int seed) throws IOException {
        return Zips.model(folder.resolve(name)).file("vocab.txt", random(bytes, seed)).done();
    }
}
