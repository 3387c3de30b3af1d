package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.dev.models.TorchScriptMiniLm;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.Shape;
import io.perch.testing.TinyModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** TorchScript models through the door: what clients of the original read in their answers. */
@QuarkusTest
@WithTestResource(Servers.class)
class TorchScriptModelTest {

    private final Path folder = Packages.folder("torchscript");

    @Test
    void aRealModelAnswersAsMlCommonsDid() {
        String model = Ml.deployed(registration(TorchScriptMiniLm.SENTENCE_TRANSFORMERS.zip(folder))
                .replace("\"embedding_dimension\": 4", "\"embedding_dimension\": 384"));

        Response predict = Ml.predict(model, """
                {"text_docs": ["today is sunny", "hello"], "return_number": true, "target_response": ["sentence_embedding"]}""");

        assertThat(predict.statusCode()).as(predict.asString()).isEqualTo(200);
        assertThat(Shape.of(predict, "/inference_results/0/output/0")).containsExactly("name", "data_type", "shape", "data");
        assertThat(predict.<String>path("inference_results[0].output[0].name")).isEqualTo("sentence_embedding");
        assertThat(predict.<String>path("inference_results[0].output[0].data_type")).isEqualTo("FLOAT32");
        assertThat(predict.<List<Integer>>path("inference_results[0].output[0].shape")).containsExactly(384);
        // recorded from ML Commons on TorchScript of the same weights and texts
        assertStarts(predict, 0, -0.023315005f, 0.089756876f, 0.07847973f, 0.061070908f);
        assertStarts(predict, 1, -0.06277176f, 0.054958813f, 0.05216479f, 0.08578998f);
        Ml.remove(model);
    }

    @Test
    void withoutAFilterTheFirstTensorHoldsTheTokens() {
        String model = Ml.deployed(registration(TinyModels.torchEmbedding(folder)));

        Response predict = Ml.predict(model, "{\"text_docs\": [\"hello\"], \"return_bytes\": true}");

        JsonNode tensors = Shape.tree(predict).at("/inference_results/0/output");
        assertThat(tensors.findValuesAsText("name"))
                .containsExactly("input_ids", "attention_mask", "token_embeddings", "sentence_embedding");
        assertThat(tensors.findValuesAsText("data_type")).containsExactly("INT64", "INT64", "FLOAT32", "FLOAT32");
        assertThat(tensors.at("/0/data").toString()).isEqualTo("[1,3,2]");
        assertThat(tensors.at("/2/shape").toString()).isEqualTo("[3,4]");
        assertThat(littleEndian(tensors.at("/0/byte_buffer/array").asText()).getLong(8)).isEqualTo(3);
        assertThat(littleEndian(tensors.at("/3/byte_buffer/array").asText()).getFloat(12)).isEqualTo(4 / 3f);
        Ml.remove(model);
    }

    @Test
    void aFileThatIsNoneFailsTheDeployInLibtorchsWords() {
        String model = Ml.registered(registration(TinyModels.torchGarbage(folder)));

        Refusal.ofTask(Ml.ended(Ml.post("/models/" + model + "/_deploy").path("task_id")))
                .is(400, "illegal_argument_exception", "engine_refused_model")
                .says("libtorch refused model.pt: PytorchStreamReader failed reading zip archive").advises("torch.jit.save");

        assertThat(Ml.get("/models/" + model).<String>path("model_state")).isEqualTo("DEPLOY_FAILED");
        Ml.remove(model);
    }

    @Test
    void aPrecisionIsKeptForTorchScriptAndRefusedForOthers() {
        String registration = registration(TinyModels.torchEmbedding(folder));
        String narrowed = registration.replace("\"model_type\"", "\"precision\": \"BF16\", \"model_type\"");

        String model = Ml.registered(narrowed);

        assertThat(Ml.get("/models/" + model).<String>path("model_config.precision")).isEqualTo("bf16");
        Refusal.of(Ml.post("/models/_register", narrowed.replace("\"TORCH_SCRIPT\"", "\"ONNX\"")))
                .isInvalid().says("precision is for networks in the TORCH_SCRIPT format");
        Refusal.of(Ml.post("/models/_register", narrowed.replace("BF16", "int4")))
                .isInvalid().says("precision is fp32 or bf16");
        Ml.remove(model);
    }

    @Test
    void aNetworkThatCannotBeNarrowedFailsTheDeploy() {
        String model = Ml.registered(registration(TinyModels.torchEmbedding(folder))
                .replace("\"model_type\"", "\"precision\": \"bf16\", \"model_type\""));

        Refusal.ofTask(Ml.ended(Ml.post("/models/" + model + "/_deploy").path("task_id")))
                .is(400, "illegal_argument_exception", "optimization_refused")
                .says("precision: bf16 was refused").advises("fp32");

        Ml.remove(model);
    }

    private static ByteBuffer littleEndian(String base64) {
        return ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void assertStarts(Response predict, int text, float... expected) {
        List<Float> numbers = predict.path("inference_results[" + text + "].output[0].data");
        for (int i = 0; i < expected.length; i++) {
            assertThat(numbers.get(i)).isCloseTo(expected[i], within(2e-6f));
        }
    }

    private static String registration(Path zip) {
        return Ml.registration(Ml.name("torch"), zip).replace("\"ONNX\"", "\"TORCH_SCRIPT\"");
    }
}
