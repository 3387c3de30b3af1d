package io.perch.artifact;

import io.perch.base.Sha256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.search.OpenSearch;
import io.perch.search.SearchCall;
import io.perch.testing.Servers;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ChunkStoreTest extends ChunksTest {

    @Test
    void keepsAFileAsItIs() throws Exception {
        byte[] content = random(25_000_001, 1);
        Path zip = Files.write(folder.resolve("zip"), content);
        AtomicLong most = new AtomicLong();

        List<ChunkInfo> written = await(store.writeAll("whole", zip, PATIENCE,
                (done, total) -> most.accumulateAndGet(done, Math::max)));
        Fetched back = await(store.assemble("whole", 3, folder.resolve("back"), PATIENCE, Progress.UNHEARD));

        assertThat(written).extracting(ChunkInfo::bytes).containsExactlyInAnyOrder(10_000_000, 10_000_000, 5_000_001);
        assertThat(most).hasValue(content.length);
        assertThat(back.sha256()).isEqualTo(Sha256.of(content));
        assertThat(back.bytes()).isEqualTo(content.length);
        assertThat(Files.mismatch(zip, back.file())).isEqualTo(-1);
        assertThat(await(store.list("whole", PATIENCE))).containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void takesChunksInAnyOrderAndTwice() {
        byte[] first = random(1000, 1);
        byte[] last = random(10, 2);

        await(store.write("upload/ä", 1, 2, last, PATIENCE));
        await(store.write("upload/ä", 1, 2, last, PATIENCE));
        assertThat(await(store.list("upload/ä", PATIENCE))).containsExactly(new ChunkInfo(1, 2, Sha256.of(last), 10));
        await(store.write("upload/ä", 0, 2, first, PATIENCE));

        byte[] whole = Arrays.copyOf(first, 1010);
        System.arraycopy(last, 0, whole, 1000, 10);
        assertThat(await(store.assemble("upload/ä", 2, folder.resolve("back"), PATIENCE, Progress.UNHEARD)).file())
                .hasBinaryContent(whole);
    }

    @Test
    void refusesChunksThatCannotBe() {
        assertThat(failure(store.write("odd", 2, 2, new byte[1], PATIENCE)).reason())
                .isEqualTo("Chunk number exceeds total chunks");
        assertThat(failure(store.write("odd", 0, 2, new byte[0], PATIENCE)).reason())
                .isEqualTo("Chunk size either 0 or null");
        assertThat(failure(store.write("odd", 0, 2, new byte[10_000_001], PATIENCE)).reason())
                .isEqualTo("Chunk size exceeds 10MB");
    }

    @Test
    void saysWhichChunkIsMissing() {
        await(store.write("gap", 0, 3, random(10, 1), PATIENCE));
        await(store.write("gap", 2, 3, random(10, 1), PATIENCE));

        PerchException failure = failure(store.assemble("gap", 3, folder.resolve("back"), PATIENCE, Progress.UNHEARD));

        assertThat(failure.code()).isEqualTo(ErrorCode.CHUNKS_DAMAGED);
        assertThat(failure.reason()).isEqualTo("Chunk 1 of 3 of model gap is missing in OpenSearch");
        assertThat(folder.resolve("back")).doesNotExist();
    }

    @Test
    void saysWhichChunkIsDamaged() throws Exception {
        await(store.write("damage", 0, 2, random(10, 1), PATIENCE));
        await(store.write("damage", 1, 2, random(10, 2), PATIENCE));
        ChunkInfo lie = new ChunkInfo(1, 2, Sha256.of(random(10, 2)), 10);
        await(search.send(SearchCall.cbor(HttpMethod.PUT, "/" + config.chunkIndex() + "/_doc/damage_1",
                ChunkDocument.write("damage", lie, random(10, 3))), PATIENCE));

        PerchException failure = failure(store.assemble("damage", 2, folder.resolve("back"), PATIENCE, Progress.UNHEARD));

        assertThat(failure.code()).isEqualTo(ErrorCode.CHUNKS_DAMAGED);
        assertThat(failure.reason()).startsWith("Chunk 1 of 2 of model damage is damaged");
        assertThat(folder.resolve("back")).doesNotExist();
    }

    @Test
    void deletesOneModelAndOnlyThat() {
        await(store.write("gone", 0, 1, random(10, 1), PATIENCE));
        await(store.write("stays", 0, 1, random(10, 1), PATIENCE));

        await(store.delete("gone", PATIENCE));
        await(store.delete("gone", PATIENCE));

        assertThat(await(store.list("gone", PATIENCE))).isEmpty();
        assertThat(await(store.list("stays", PATIENCE))).hasSize(1);
    }

    @Test
    void worksBeforeThereIsAnIndex() {
        open(Map.of("perch.artifact.chunk-index", "never-made"));

        assertThat(await(store.list("any", PATIENCE))).isEmpty();
        await(store.delete("any", PATIENCE));
        assertThat(failure(store.assemble("any", 1, folder.resolve("back"), PATIENCE, Progress.UNHEARD)).code())
                .isEqualTo(ErrorCode.CHUNKS_DAMAGED);
    }

    @Test
    void waitsForOpenSearchToComeBack() throws Exception {
        open(Map.of("perch.artifact.chunk-size", "100000", "perch.artifact.chunks-in-flight", "1"));
        Path zip = Files.write(folder.resolve("zip"), random(450_000, 4));
        await(store.write("patient", 0, 5, Arrays.copyOf(Files.readAllBytes(zip), 100_000), PATIENCE));

        Servers.openSearch().stop().run();
        CompletableFuture<List<ChunkInfo>> writing =
                store.writeAll("patient", zip, PATIENCE, Progress.UNHEARD).subscribeAsCompletionStage();
        Servers.openSearch().start().run();

        assertThat(writing.get()).hasSize(5);
        assertThat(await(store.assemble("patient", 5, folder.resolve("back"), PATIENCE, Progress.UNHEARD)).sha256())
                .isEqualTo(Sha256.of(Files.readAllBytes(zip)));
    }

    @Test
    void endsItsPatience() {
        OpenSearch nobody = OpenSearch.connect(vertx, Configs.search("http://127.0.0.1:9"));
        ChunkStore alone = new ChunkStore(nobody, io, config);

        PerchException failure = failure(alone.list("any", Duration.ofMillis(500)));

        assertThat(failure.code()).isEqualTo(ErrorCode.CHUNK_STORE_UNAVAILABLE);
        assertThat(failure.reason()).contains("127.0.0.1:9", "attempts over", "refused");
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    private static PerchException failure(Uni<?> uni) {
        return catchThrowableOfType(PerchException.class, () -> uni.await().atMost(PATIENCE));
    }
}
