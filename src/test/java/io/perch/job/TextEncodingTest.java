package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.perch.base.Json;
import io.perch.model.ModelFormat;
import io.perch.testing.Behaviours;
import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.Rest;
import io.perch.testing.Servers;
import io.perch.testing.SharedModels;
import io.perch.testing.WithProvider;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** {@code text_embedding}, {@code sparse_encoding} and {@code text_image_embedding}. */
@QuarkusTest
@WithTestResource(Servers.class)
class TextEncodingTest extends WithProvider {

    private static final String SIMULATE = "/_ingest/pipeline/_simulate";
    private static final String VECTOR = "/docs/0/doc/_source/v";

    private static JsonNode json(String text) {
        return Json.read(text, JsonNode.class);
    }

    private static JsonNode vector(String model, String body) {
        return Rest.json(Ml.predict(model, body)).at("/inference_results/0/output/0/data");
    }

    private static JsonNode embedding(String text) {
        return vector(SharedModels.embedding(), "{\"text_docs\": [\"" + text + "\"]}");
    }

    private static String processor(String type, String model, String options) {
        return "{\"" + type + "\": {\"model_id\": \"" + model + "\", " + options + "}}";
    }

    private String remote() {
        return Connectors.model(Connectors.draft(provider.url("/embed"), "{\"input\": ${parameters.texts}}", "{}",
                "\"pre_process_function\": \"connector.pre_process.cohere.embedding\""));
    }

    @Test
    void eachTextGetsItsVectorWhereverItIs() {
        JsonNode source = Rest.source(processor("text_embedding", SharedModels.embedding(),
                "\"field_map\": {\"title\": \"tv\", \"tags\": \"gv\", \"chunks\": {\"t\": \"v\"}}"),
                "{\"title\": \"hello\", \"tags\": [\"sun\", \"world\"],"
                        + " \"chunks\": [{\"t\": \"world\"}, {\"t\": \"\"}, {\"n\": 1}]}");

        assertThat(source.get("tv")).isEqualTo(embedding("hello"));
        assertThat(source.at("/gv/0/knn")).isEqualTo(embedding("sun"));
        assertThat(source.at("/gv/1/knn")).isEqualTo(embedding("world"));
        assertThat(source.at("/chunks/0/v")).isEqualTo(embedding("world"));
        assertThat(source.at("/chunks/1").has("v")).isFalse();
        assertThat(source.at("/chunks/2").has("v")).isFalse();
    }

    @Test
    void aDocumentIsAPassageToAnAsymmetricModel() {
        JsonNode source = Rest.source(processor("text_embedding", SharedModels.asymmetric(), "\"field_map\": {\"t\": \"v\"}"),
                "{\"t\": \"sun\"}");

        assertThat(source.get("v")).isEqualTo(vector(SharedModels.asymmetric(),
                "{\"text_docs\": [\"sun\"], \"parameters\": {\"content_type\": \"passage\"}}"));
    }

    @Test
    void anAsymmetricRemoteModelIsToldWhichSideATextIsOn() {
        provider.on("/embed", Behaviours.json("{\"response\": [[1.5, 2]]}"));
        String connector = Connectors.create(Connectors.draft(provider.url("/embed"),
                "{\"texts\": ${parameters.texts}, \"side\": \"${parameters.content_type}\"}", "{}"));
        String model = Ml.registered(Ml.with("\"model_config\": {\"model_type\": \"text_embedding\", \"embedding_dimension\": 2,"
                + " \"framework_type\": \"sentence_transformers\", \"additional_config\": {\"is_asymmetric\": true}}",
                Connectors.registration(connector)));

        JsonNode source = Rest.source(processor("text_embedding", model, "\"field_map\": {\"t\": \"v\"}"), "{\"t\": \"sun\"}");

        assertThat(source.get("v")).isEqualTo(json("[1.5, 2]"));
        assertThat(json(provider.last().body())).isEqualTo(json("{\"texts\": [\"sun\"], \"side\": \"passage\"}"));
    }

    @Test
    void whereATextWasCutTheDocumentSaysSo() {
        String tooLong = "hello ".repeat(600).strip();
        String document = "{\"a\": \"sun\", \"b\": \"" + tooLong + "\", \"chunks\": [{\"t\": \"" + tooLong + "\"}, {\"t\": \"sun\"}]}";
        String processor = processor("text_embedding", SharedModels.embedding(),
                "\"field_map\": {\"a\": \"av\", \"b\": \"bv\", \"chunks\": {\"t\": \"v\"}}, \"truncated_field\": \"cut\"");

        JsonNode source = Rest.source(processor, document);

        assertThat(source.get("cut")).isEqualTo(json("[\"b\"]"));
        assertThat(source.at("/chunks/0/cut")).isEqualTo(json("[\"t\"]"));
        assertThat(source.at("/chunks/1").has("cut")).isFalse();
        assertThat(source.get("bv").size()).isEqualTo(source.get("av").size());
    }

    @Test
    void tooLongATextIsRefusedWhereThatIsWanted() {
        String tooLong = "hello ".repeat(600).strip();
        String processor = processor("text_embedding", SharedModels.embedding(),
                "\"field_map\": {\"t\": \"v\"}, \"on_overflow\": \"fail\"");

        assertThat(Rest.source(processor, "{\"t\": \"sun\"}").get("v")).isEqualTo(embedding("sun"));
        assertThat(Rest.simulated(processor, "{\"t\": \"" + tooLong + "\"}").at("/error/reason").asText()).contains("602 tokens");
    }

    @Test
    void sparseVectorsArePruned() {
        String model = SharedModels.sparse(ModelFormat.ONNX);
        JsonNode whole = Rest.source(processor("sparse_encoding", model, "\"field_map\": {\"t\": \"v\", \"l\": \"lv\"}"),
                "{\"t\": \"hello sun\", \"l\": [\"sun\"]}");
        JsonNode pruned = Rest.source(processor("sparse_encoding", model,
                "\"field_map\": {\"t\": \"v\"}, \"prune_type\": \"top_k\", \"prune_ratio\": 1"), "{\"t\": \"hello sun\"}");

        assertThat(whole.get("v").size()).isGreaterThan(1);
        assertThat(whole.at("/lv/0/sparse_encoding/sun").isNumber()).isTrue();
        assertThat(pruned.get("v")).hasSize(1);
        assertThat(whole.get("v").get(pruned.get("v").fieldNames().next())).isEqualTo(pruned.get("v").elements().next());
    }

    @Test
    void aTextAndAnImageGetOneVector() {
        provider.on("/embed", Behaviours.json("{\"response\": [[1.5, 2]]}"));
        String model = Connectors.model(Connectors.draft(provider.url("/embed"),
                "{\"text\": \"${parameters.inputText:-none}\", \"image\": \"${parameters.inputImage:-none}\"}", "{}",
                "\"pre_process_function\": \"connector.pre_process.bedrock.multimodal_embedding\""));
        String processor = processor("text_image_embedding", model,
                "\"embedding\": \"v\", \"field_map\": {\"text\": \"t\", \"image\": \"i\"}");

        assertThat(Rest.source(processor, "{\"t\": \"sun\", \"i\": \"aGk=\"}").get("v")).isEqualTo(json("[1.5, 2]"));
        assertThat(json(provider.last().body())).isEqualTo(json("{\"text\": \"sun\", \"image\": \"aGk=\"}"));
        provider.forget();
        assertThat(Rest.source(processor, "{\"x\": 1}")).isEqualTo(json("{\"x\": 1}"));
        assertThat(provider.asked()).isEmpty();
        assertThat(Rest.simulated(processor, "{\"t\": 5}").at("/error/reason").asText()).isEqualTo(
                "Unsupported format of the field in the document, t value must be a non-empty string. Currently it is '5'");
    }

    @Test
    void aModelThatAnswersForOneTextOnlyIsAskedOneByOne() {
        provider.on("/embed", Behaviours.json("{\"response\": [[1.5, 2]]}"));
        String model = remote();
        String pipeline = Rest.pipeline(processor("text_embedding", model, "\"batch_size\": 4, \"field_map\": {\"t\": \"v\"}"));

        JsonNode docs = Rest.ok(Rest.post("/_ingest/pipeline/" + pipeline + "/_simulate",
                "{\"docs\": [{\"_source\": {\"t\": \"a\"}}, {\"_source\": {\"t\": \"b\"}}, {\"_source\": {\"t\": \"c\"}}]}"))
                .get("docs");

        assertThat(docs).allSatisfy(doc -> assertThat(doc.at("/doc/_source/v")).isEqualTo(json("[1.5, 2]")));
        assertThat(provider.asked()).hasSize(4);
    }

    @Test
    void aVectorComesAsItWasWrittenAndInEachFormat() throws IOException {
        provider.on("/embed", Behaviours.json("{\"response\": [[1.50, 2, 1e-3]]}"));
        String body = "{\"pipeline\": {\"processors\": [" + processor("text_embedding", remote(), "\"field_map\": {\"t\": \"v\"}")
                + "]}, \"docs\": [{\"_source\": {\"t\": \"a\"}}]}";

        assertThat(Rest.post(SIMULATE, body).asString()).contains("\"v\":[1.50,2,1e-3]");
        assertThat(new YAMLMapper().readTree(Rest.post(SIMULATE + "?format=yaml", body).asByteArray()).at(VECTOR))
                .isEqualTo(json("[1.5, 2, 0.001]"));
        assertThat(new CBORMapper().readTree(Rest.post(SIMULATE + "?format=cbor", body).asByteArray()).at(VECTOR))
                .isEqualTo(json("[1.5, 2, 0.001]"));
    }

    @Test
    void anAnswerWithoutVectorsIsTold() {
        provider.on("/embed", Behaviours.json("{\"said\": \"ho\"}"));
        String model = remote();

        JsonNode error = Rest.simulated(processor("text_embedding", model, "\"field_map\": {\"t\": \"v\"}"), "{\"t\": \"a\"}")
                .get("error");

        assertThat(error.get("reason").asText()).startsWith("The remote model response is missing the required 'response' key.");
    }
}
