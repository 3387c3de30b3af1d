package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.dev.models.MiniLm;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.TinyBert;
import io.perch.testing.TinyModels;
import io.perch.testing.TinyOnnx;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model registered with {@code graph_optimization}: its answers, and what is refused instead of run. */
@QuarkusTest
@WithTestResource(Servers.class)
class FusedModelTest {

    private static final String FUSED = "\"graph_optimization\": \"fused\"";

    private final Path folder = Packages.folder("fused-models");

    @Test
    void theRealMiniLmAnswersAsThePlainOne() {
        Path zip = MiniLm.zip(folder);
        String registration = Ml.registration(Ml.name("minilm"), zip).replace("dimension\": 4", "dimension\": 384");
        String plain = Ml.deployed(registration);
        String fused = Ml.deployed(fused(registration));

        assertThat(Ml.get("/models/" + fused).<String>path("model_config.graph_optimization")).isEqualTo("fused");
        for (String text : List.of("today is sunny", "hello", "word ".repeat(300))) {
            assertThat(cosine(vector(plain, text), vector(fused, text))).isGreaterThan(0.999999);
        }
        assertThat(Ml.get("/profile/models/" + fused + "?view=model").asString())
                .contains("\"graph_optimization\":\"fused\"", "\"fused_attentions\":\"6\"", "\"lowest_cosine\":\"0.9999");
        assertThat(Ml.post("/models/" + fused + "/_undeploy").statusCode()).isEqualTo(200);
        Ml.remove(plain);
        Ml.remove(fused);
    }

    @Test
    void anUpdateSwitchesItOnForTheNextDeployAndOff() {
        String model = Ml.registered(registration(new TinyBert().toBytes(), "plain")
                .replace("dimension\": 4", "dimension\": " + TinyBert.HIDDEN));
        Ml.put("/models/" + model, "{\"model_config\": {" + FUSED + "}}");

        Response deploy = Ml.ended(Ml.post("/models/" + model + "/_deploy").path("task_id"));
        assertThat(deploy.<String>path("state")).as(deploy.asString()).isEqualTo("COMPLETED");
        assertThat(vector(model, "hello world")).hasSize(TinyBert.HIDDEN);
        Ml.post("/models/" + model + "/_undeploy");
        Ml.put("/models/" + model, "{\"model_config\": {\"graph_optimization\": \"none\"}}");

        assertThat(Ml.get("/models/" + model).<String>path("model_config.graph_optimization")).isEqualTo("none");
        Ml.remove(model);
    }

    @Test
    void aNetworkWithoutAnythingToFuseSaysSo() {
        refused(TinyOnnx.lookup(TinyModels.VECTORS).toBytes(), "no attention, residual layer norm or embedding");
    }

    @Test
    void aQuantizedNetworkIsNotTouched() {
        refused(TinyOnnx.dynamicInt8(TinyModels.VECTORS).toBytes(), "the network is quantized (DynamicQuantizeLinear)");
    }

    @Test
    void aNetworkThatAnswersNoNumbersIsRefusedWithTheFigure() {
        refused(new TinyBert().damaged().toBytes(), "a cosine of NaN to those of the plain network, and at least 0.9999");
    }

    private void refused(byte[] network, String reason) {
        String model = Ml.registered(fused(registration(network, Ml.name("refused"))));

        Refusal.ofTask(Ml.ended(Ml.post("/models/" + model + "/_deploy").path("task_id")))
                .is(400, "illegal_argument_exception", "optimization_refused")
                .says("graph_optimization: fused was refused", reason).advises("without graph_optimization");

        assertThat(Ml.get("/models/" + model).<String>path("model_state")).isEqualTo("DEPLOY_FAILED");
        Ml.remove(model);
    }

    @Test
    void aFileThatIsNoNetworkIsRefusedByTheEngineFirst() {
        String model = Ml.registered(fused(Ml.registration(Ml.name("garbage"), TinyModels.garbage(folder))));

        Refusal.ofTask(Ml.ended(Ml.post("/models/" + model + "/_deploy").path("task_id")))
                .is(400, "illegal_argument_exception", "engine_refused_model").says("ONNX Runtime refused model.onnx");

        Ml.remove(model);
    }

    @Test
    void onlyOnnxHasIt() {
        String registration = fused(registration(new TinyBert().toBytes(), "script")).replace("\"ONNX\"", "\"TORCH_SCRIPT\"");

        Refusal.of(Ml.post("/models/_register", registration)).isInvalid()
                .says("graph_optimization is for networks in the ONNX format");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"quick\"", "\"\"", "7", "true", "{}"})
    void onlyItsTwoValuesAreTaken(String value) {
        String registration = registration(new TinyBert().toBytes(), "odd")
                .replace("\"model_type\"", "\"graph_optimization\": " + value + ", \"model_type\"");

        Refusal.of(Ml.post("/models/_register", registration)).isInvalid().says("graph_optimization");
    }

    private String registration(byte[] network, String name) {
        Path zip = TinyModels.zip(folder.resolve(name + ".zip"), TinyModels.files(network, TinyModels.tokenizer(null)));
        return Ml.registration(Ml.name(name), zip);
    }

    private static String fused(String registration) {
        return registration.replace("\"model_type\"", FUSED + ", \"model_type\"");
    }

    private static List<Float> vector(String model, String text) {
        Response answer = Ml.predict(model, "{\"text_docs\": [\"" + text + "\"]}");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.path("inference_results[0].output[0].data");
    }

    private static double cosine(List<Float> one, List<Float> other) {
        double product = 0;
        double ones = 0;
        double others = 0;
        for (int i = 0; i < one.size(); i++) {
            product += (double) one.get(i) * other.get(i);
            ones += (double) one.get(i) * one.get(i);
            others += (double) other.get(i) * other.get(i);
        }
        return product / Math.sqrt(ones * others);
    }
}
