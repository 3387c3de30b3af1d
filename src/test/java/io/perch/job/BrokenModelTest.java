package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Kept;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.TinyModels;
import io.perch.testing.Zips;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A package that looks sound and holds a network that does not work: it registers, and its deploy says why it fails. */
@QuarkusTest
@WithTestResource(Servers.class)
class BrokenModelTest {

    private final Path folder = Packages.folder("broken-models");

    @Test
    void garbageIsRefusedByTheEngine() {
        String model = Ml.registered(TinyModels.garbage(folder));

        deploy(model).is(400, "illegal_argument_exception", "engine_refused_model")
                .says("ONNX Runtime refused model.onnx").advises("complete ONNX model");

        assertThat(Ml.get("/models/" + model).<String>path("model_state")).isEqualTo("DEPLOY_FAILED");
        deletes(model);
    }

    @Test
    void aDamagedTokenizerIsRefusedByTheLibrary() throws IOException {
        Path zip = Zips.at(folder.resolve("tokenizer.zip")).file("tokenizer.json", "{}")
                .file("model.onnx", TinyModels.embeddingFiles().get("model.onnx")).done();
        String model = Ml.registered(zip);

        deploy(model).is(400, "illegal_argument_exception", "engine_refused_model")
                .says("The tokenizer library refused tokenizer.json").advises("tokenizer.save");

        deletes(model);
    }

    @Test
    void aNetworkThatAnswersNoNumbersFailsItsWarmUp() {
        String model = Ml.registered(TinyModels.notANumber(folder));

        deploy(model).is(400, "illegal_argument_exception", "engine_refused_model")
                .says("The warm-up text failed: The network answered NaN").advises("float32");

        assertThat(Ml.get("/models/" + model).<String>path("model_state")).isEqualTo("DEPLOY_FAILED");
        deletes(model);
    }

    @Test
    void aPredictOnItSaysTheSame() {
        String model = Ml.registered(TinyModels.garbage(folder));

        Refusal.of(Ml.predict(model, "{\"text_docs\": [\"hello\"]}"))
                .is(400, "illegal_argument_exception", "engine_refused_model").says("ONNX Runtime");

        Ml.post("/models/" + model + "/_undeploy");
        deletes(model);
    }

    private static Refusal deploy(String model) {
        return Refusal.ofTask(Ml.ended(Ml.post("/models/" + model + "/_deploy").path("task_id")));
    }

    private static void deletes(String model) {
        assertThat(Ml.delete("/models/" + model).<String>path("result")).isEqualTo("deleted");
        Refusal.of(Ml.get("/models/" + model)).is(404, "status_exception", "model_not_found");
        assertThat(Kept.chunks(model)).isZero();
    }
}
