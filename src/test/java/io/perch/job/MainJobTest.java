package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.dev.models.MiniLm;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Servers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A real 90 MB model, from a zip to an embedding. */
@QuarkusTest
@WithTestResource(Servers.class)
class MainJobTest {

    @Test
    void aRealModelGoesFromAZipToAnEmbedding() {
        Path zip = MiniLm.zip(Packages.folder("minilm"));
        Ml.setting("allow_registering_model_via_url", true);
        String group = Ml.post("/model_groups/_register", "{\"name\": \"" + Ml.name("embedders") + "\"}").path("model_group_id");
        Response registered = Ml.post("/models/_register", """
                {"name": "minilm", "model_group_id": "%s", "function_name": "TEXT_EMBEDDING", "model_format": "ONNX",
                 "model_config": {"model_type": "bert", "embedding_dimension": 384,
                                  "framework_type": "sentence_transformers", "pooling_mode": "mean", "normalize_result": true},
                 "model_content_hash_value": "%s", "url": "%s"}""".formatted(group, Packages.sha256(zip), zip.toUri()));
        String model = registered.path("model_id");
        assertThat(registered.statusCode()).as(registered.asString()).isEqualTo(200);

        Response register = Ml.ended(registered.path("task_id"));
        assertThat(register.<String>path("state")).as(register.asString()).isEqualTo("COMPLETED");
        assertThat(register.<String>path("model_id")).isEqualTo(model);
        assertThat(Ml.get("/models/" + model).<String>path("model_state")).isEqualTo("REGISTERED");

        Response deploy = Ml.ended(Ml.post("/models/" + model + "/_deploy").path("task_id"));
        assertThat(deploy.<String>path("state")).as(deploy.asString()).isEqualTo("COMPLETED");
        assertThat(Ml.get("/models/" + model).<String>path("model_state")).isEqualTo("DEPLOYED");

        Response predict = Ml.post("/models/" + model + "/_predict", """
                {"text_docs": ["today is sunny", "hello"], "target_response": ["sentence_embedding"]}""");
        assertThat(predict.statusCode()).as(predict.asString()).isEqualTo(200);
        List<Float> numbers = predict.path("inference_results[0].output[0].data");
        assertThat(numbers).hasSize(384);
        // recorded from ML Commons 3.4.0 on the same model and text
        assertThat(numbers.get(0)).isCloseTo(-0.023315005f, org.assertj.core.data.Offset.offset(1e-4f));
        assertThat(numbers.get(1)).isCloseTo(0.08975688f, org.assertj.core.data.Offset.offset(1e-4f));

        assertThat(Ml.post("/models/" + model + "/_undeploy").statusCode()).isEqualTo(200);
        assertThat(Ml.delete("/models/" + model).<String>path("result")).isEqualTo("deleted");
        assertThat(Ml.get("/models/" + model).statusCode()).isEqualTo(404);
    }
}
