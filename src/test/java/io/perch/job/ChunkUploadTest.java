package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.Sha256;
import io.perch.testing.Kept;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.TinyModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A model that arrives in three chunks (M3, M4), as clients and networks treat it. */
@QuarkusTest
@WithTestResource(Servers.class)
class ChunkUploadTest {

    private byte[] zip;
    private String sha256;
    private String model;

    @BeforeEach
    void announce() throws IOException {
        var file = TinyModels.embedding(Packages.folder("chunk-upload"));
        zip = Files.readAllBytes(file);
        sha256 = Packages.sha256(file);
        model = announced(sha256);
    }

    @AfterEach
    void remove() {
        Ml.remove(model);
        assertThat(Kept.chunks(model)).isZero();
    }

    @Test
    void chunksArriveInAnyOrderAndTheModelAnswers() {
        missing(0, 1, 2);
        uploaded(Ml.chunk(model, 2, piece(2)));
        missing(0, 1);
        uploaded(Ml.chunk(model, 0, piece(0)));
        missing(1);
        assertThat(state()).isEqualTo("REGISTERING");
        uploaded(Ml.chunk(model, 1, piece(1)));
        missing();

        assertThat(state()).isEqualTo("REGISTERED");
        Response shown = Ml.get("/models/" + model);
        assertThat(shown.<Integer>path("model_content_size_in_bytes")).isEqualTo(zip.length);
        assertThat(shown.<String>path("model_content_hash_value")).isEqualTo(sha256);
        assertThat(shown.<Integer>path("total_chunks")).isEqualTo(3);
        assertThat(Kept.chunks(model)).isEqualTo(3);
        Response deploy = Ml.ended(Ml.post("/models/" + model + "/_deploy").path("task_id"));
        assertThat(deploy.<String>path("state")).isEqualTo("COMPLETED");
        assertThat(Ml.predict(model, "{\"text_docs\": [\"hello\"]}").<List<Float>>path("inference_results[0].output[0].data"))
                .containsExactly(2 / 3f, 1f, 1f, 4 / 3f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/octet-stream", "application/json", "application/json; charset=UTF-8"})
    void bytesAreBytesWhateverTheirLabel(String label) {
        for (int number = 0; number < 3; number++) {
            uploaded(Ml.chunk(model, number, label, piece(number)));
        }

        assertThat(state()).isEqualTo("REGISTERED");
    }

    @Test
    void aChunkMayComeAgain() {
        uploaded(Ml.chunk(model, 0, piece(0)));
        uploaded(Ml.chunk(model, 0, piece(0)));
        missing(1, 2);
        uploaded(Ml.chunk(model, 1, piece(1)));
        uploaded(Ml.chunk(model, 2, piece(2)));
        assertThat(state()).isEqualTo("REGISTERED");

        // the client has not seen the last answer, and sends the chunk once more
        uploaded(Ml.chunk(model, 2, piece(2)));
        Refusal.of(Ml.chunk(model, 2, piece(1))).is(409, "status_exception", "model_busy")
                .says("Model " + model + " is already registered; its content can't be changed any more").advises("new version");
        assertThat(state()).isEqualTo("REGISTERED");
    }

    @Test
    void aWrongChunkIsFoundAtTheEndAndCanBeCorrected() {
        uploaded(Ml.chunk(model, 0, piece(0)));
        uploaded(Ml.chunk(model, 1, piece(0)));

        Refusal.of(Ml.chunk(model, 2, piece(2))).is(400, "illegal_argument_exception", "hash_mismatch")
                .says("model content changed", sha256).advises("chunks");
        assertThat(state()).isEqualTo("REGISTERING");
        missing();

        uploaded(Ml.chunk(model, 1, piece(1)));
        assertThat(state()).isEqualTo("REGISTERED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "3          | Chunk number exceeds total chunks",
        "-1         | Chunk number exceeds total chunks",
        "2147483647 | Chunk number exceeds total chunks",
        "2147483648 | For input string: \"2147483648\"",
        "first      | For input string: \"first\"",
        "1.0        | For input string: \"1.0\""})
    void aChunkHasAPlace(String number, String reason) {
        Refusal.of(Ml.chunk(model, number, "application/octet-stream", piece(0)))
                .is(400, "illegal_argument_exception", "chunk_invalid").says(reason).advises("from 0");
        missing(0, 1, 2);
        assertThat(Kept.chunks(model)).isZero();
    }

    @Test
    void aChunkHasBytes() {
        Refusal.of(Ml.chunk(model, 0, new byte[0])).is(400, "illegal_argument_exception", "chunk_invalid")
                .says("Chunk size either 0 or null").advises("body");
    }

    @Test
    void aChunkHasAtMostTenMegabytes() {
        Refusal.of(Ml.chunk(model, 0, new byte[10_000_001])).is(400, "illegal_argument_exception", "chunk_invalid")
                .says("Chunk size exceeds 10MB").advises("10000000");
        uploaded(Ml.chunk(model, 0, new byte[10_000_000]));
        missing(1, 2);
    }

    @Test
    void aChunkIsLabelledAsBytesOrJson() {
        Response answer = Ml.chunk(model, 0, "text/html", piece(0));

        assertThat(answer.statusCode()).isEqualTo(406);
        assertThat(answer.<String>path("code")).isEqualTo("content_type_unsupported");
    }

    @Test
    void anUploadThatIsNoZipStaysOpen() {
        byte[] text = "no zip".getBytes();
        String id = announced(Sha256.of("no zipno zipno zip".getBytes()));
        uploaded(Ml.chunk(id, 0, text));
        uploaded(Ml.chunk(id, 1, text));

        Refusal.of(Ml.chunk(id, 2, text)).is(400, "illegal_argument_exception", "package_unreadable")
                .says("it is not a whole zip").advises("unzip -t");
        assertThat(Ml.get("/models/" + id).<String>path("model_state")).isEqualTo("REGISTERING");
        Refusal.of(Ml.post("/models/" + id + "/_deploy")).is(409, "status_exception", "model_not_registered");
        Ml.remove(id);
        assertThat(Kept.chunks(id)).isZero();
    }

    @Test
    void aModelThatComesByUrlTakesNoChunks() {
        String id = Ml.registered(Packages.folder("chunk-upload").resolve("embedding.zip"));

        Refusal.of(Ml.chunk(id, 0, piece(0))).is(409, "status_exception", "model_busy").says("is already registered");

        Ml.remove(id);
    }

    private static String announced(String hash) {
        Response answer = Ml.post("/models/_register_meta", Ml.announcement(Ml.name("upload"), hash, 3));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.<String>path("status")).isEqualTo("CREATED");
        return answer.path("model_id");
    }

    private byte[] piece(int number) {
        int third = zip.length / 3;
        return Arrays.copyOfRange(zip, number * third, number == 2 ? zip.length : (number + 1) * third);
    }

    private String state() {
        return Ml.get("/models/" + model).path("model_state");
    }

    private void missing(Integer... numbers) {
        assertThat(Ml.get("/models/" + model + "/chunks").<List<Integer>>path("missing")).containsExactly(numbers);
    }

    private static void uploaded(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.<String>path("status")).isEqualTo("Uploaded");
    }
}
