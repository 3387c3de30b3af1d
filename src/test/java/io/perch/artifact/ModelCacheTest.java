package io.perch.artifact;

import io.perch.base.Sha256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.search.SearchCall;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelCacheTest extends ChunksTest {

    ModelCache cache;

    @AfterEach
    void give() throws IOException {
        if (cache != null) {
            cache.close();
        }
    }

    @Test
    void unpacksWhatWasStored() throws Exception {
        PackageRef ref = stored("unpacks", 300_000);
        cache = new ModelCache(store, io, config);

        try (CachedModel model = lease(ref)) {
            assertThat(model.folder().resolve("model.onnx")).hasContent("weights");
            assertThat(model.folder().resolve("vocab.txt")).hasBinaryContent(random(300_000, "unpacks".hashCode()));
        }
        assertThat(inCache()).containsExactly(ref.sha256());
    }

    @Test
    void manyCallersCauseOneDownload() throws Exception {
        PackageRef ref = stored("many", 300_000);
        cache = new ModelCache(store, io, config);
        AtomicInteger heard = new AtomicInteger();

        List<CachedModel> models = Uni.join().all(IntStream.range(0, 50)
                .mapToObj(caller -> cache.folder(ref, PATIENCE, (done, total) -> heard.incrementAndGet())).toList())
                .andFailFast().await().atMost(PATIENCE);

        assertThat(models).extracting(CachedModel::folder).containsOnly(models.getFirst().folder());
        assertThat(heard).hasValue(ref.totalChunks());
    }

    @Test
    void survivesARestart() throws Exception {
        PackageRef ref = stored("restart", 1000);
        cache = new ModelCache(store, io, config);
        lease(ref).close();
        cache.close();
        Path halfDone = Files.createDirectories(cacheFolder().resolve("coming-x/files"));
        Files.writeString(halfDone.resolve("model.onnx"), "half");
        store.delete(ref.modelId(), PATIENCE).await().atMost(PATIENCE);

        cache = new ModelCache(store, io, config);

        assertThat(lease(ref).folder().resolve("model.onnx")).hasContent("weights");
        assertThat(inCache()).containsExactly(ref.sha256());
    }

    @Test
    void dropsTheOldestThatIsNotInUse() throws Exception {
        open(Map.of("perch.artifact.cache-max-size", "500000"));
        PackageRef used = stored("used", 100_000);
        PackageRef idle = stored("idle", 100_000);
        PackageRef coming = stored("coming", 200_000);
        cache = new ModelCache(store, io, config);
        lease(used);
        lease(idle).close();

        lease(coming);

        assertThat(inCache()).containsExactlyInAnyOrder(used.sha256(), coming.sha256());
    }

    @Test
    void refusesWhenTheDiskIsTooSmall() throws Exception {
        PackageRef ref = stored("large", 300_000);
        cache = new ModelCache(store, io, config, disk -> 1000);

        PerchException failure = catchThrowableOfType(PerchException.class, () -> lease(ref));

        assertThat(failure.code()).isEqualTo(ErrorCode.DISK_SHORT);
        assertThat(failure.reason()).contains("Model large", Sizes.text(2 * ref.bytes()), "1000 bytes are free");
    }

    @Test
    void neverShowsWhatDoesNotHashRight() throws Exception {
        PackageRef ref = stored("swapped", 1000);
        store.write("swapped", 0, 1, Files.readAllBytes(model("other.zip", 1000, 99)), PATIENCE).await().atMost(PATIENCE);
        cache = new ModelCache(store, io, config);

        PerchException failure = catchThrowableOfType(PerchException.class, () -> lease(ref));

        assertThat(failure.code()).isEqualTo(ErrorCode.CHUNKS_DAMAGED);
        assertThat(failure.reason()).startsWith("model content changed");
        assertThat(inCache()).isEmpty();
    }

    @Test
    void triesAgainAfterAFailure() throws Exception {
        PackageRef ref = stored("again", 1000);
        cache = new ModelCache(store, io, config);
        search.send(SearchCall.json(HttpMethod.DELETE, "/" + config.chunkIndex() + "/_doc/again_0"), PATIENCE)
                .await().atMost(PATIENCE);
        assertThat(catchThrowableOfType(PerchException.class, () -> lease(ref)).reason()).contains("missing");
        stored("again", 1000);

        assertThat(lease(ref).folder()).isDirectory();
    }

    private PackageRef stored(String id, int bytes) throws IOException {
        Path zip = model(id + Files.list(folder).count() + ".zip", bytes, id.hashCode());
        List<ChunkInfo> chunks = store.writeAll(id, zip, PATIENCE, Progress.UNHEARD).await().atMost(PATIENCE);
        return new PackageRef(id, Sha256.of(Files.readAllBytes(zip)), chunks.size(), Files.size(zip));
    }

    private CachedModel lease(PackageRef ref) {
        return cache.folder(ref, PATIENCE, Progress.UNHEARD).await().atMost(PATIENCE);
    }

    private Path cacheFolder() {
        return folder.resolve("cache").resolve("slot-0");
    }

    private List<String> inCache() throws IOException {
        try (Stream<Path> inside = Files.list(cacheFolder())) {
            return inside.map(path -> path.getFileName().toString()).toList();
        }
    }
}
