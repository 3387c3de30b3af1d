package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.Json;
import io.perch.model.ModelFormat;
import io.perch.testing.Behaviours;
import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.Provider;
import io.perch.testing.Rest;
import io.perch.testing.Servers;
import io.perch.testing.SharedModels;
import io.perch.testing.WithProvider;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ml_inference} on one document: the worked examples E1 to E10 of its specification, and what was mended of it. */
@QuarkusTest
@WithTestResource(Servers.class)
class MlInferenceTest extends WithProvider {

    private static final String SHOE = "{\"title\":\"red shoe\",\"chunks\":[{\"t\":\"left\"},{\"t\":\"right\"}]}";
    private static final String SUNS = "{\"title\":\"sun\",\"chunks\":[{\"t\":\"hello\"},{\"t\":\"world\"}]}";
    private static final String EMBED_CHUNKS = """
            {"ml_inference": {"function_name": "text_embedding", "model_id": "%s",
             "model_input": "{\\"text_docs\\": ${input_map.docs}, \\"return_number\\": true, \\"target_response\\": [\\"sentence_embedding\\"]}",
             "input_map": [{"docs": "chunks.*.t"}], "output_map": [{"chunks.*.emb": "$.inference_results.*.output[0].data"}]}}""";
    private static final String EMBED_TITLE = """
            {"ml_inference": {"function_name": "text_embedding", "model_id": "%s", "model_input": "{\\"text_docs\\":[\\"${input_map.q}\\"]}",
             "input_map": [{"q": "title"}], "output_map": [{"emb": "$.inference_results[0].output[0].data"}]}}""";

    /** A model whose service is asked with this template and answers this. */
    private String remote(String template, String answer) {
        provider.on("/model", Behaviours.json(answer));
        return Connectors.model(Connectors.draft(provider.url("/model"), template, "{}"));
    }

    private static JsonNode json(String text) {
        return Json.read(text, JsonNode.class);
    }

    private static JsonNode embedding(String text) {
        return json(Ml.predict(SharedModels.embedding(), "{\"text_docs\": [\"" + text + "\"]}").asString())
                .at("/inference_results/0/output/0/data");
    }

    private static String remoteProcessor(String model, String options) {
        return "{\"ml_inference\": {\"model_id\": \"" + model + "\", " + options + "}}";
    }

    @Test
    void e1RemotePlainText() {
        String model = remote("{\"input\": \"${parameters.input}\"}", "{\"embedding\": [1, 2], \"usage\": {\"n\": 3}}");

        JsonNode source = Rest.source(remoteProcessor(model,
                "\"input_map\": [{\"input\": \"title\"}], \"output_map\": [{\"vec\": \"embedding\"}]"), SHOE);

        assertThat(source.get("vec")).isEqualTo(json("[1, 2]"));
        assertThat(json(provider.last().body())).isEqualTo(json("{\"input\": \"red shoe\"}"));
    }

    @Test
    void e2OneToOneOverAnArray() {
        String model = remote("{\"inputs\": ${parameters.inputs}}", "{\"scores\": [0.1, 0.9]}");
        String processor = remoteProcessor(model,
                "\"input_map\": [{\"inputs\": \"chunks.*.t\"}], \"output_map\": [{\"chunks.*.score\": \"scores\"}]");

        JsonNode source = Rest.source(processor, SHOE);

        assertThat(source.get("chunks")).isEqualTo(json("[{\"t\":\"left\",\"score\":0.1},{\"t\":\"right\",\"score\":0.9}]"));
        assertThat(json(provider.last().body())).isEqualTo(json("{\"inputs\": [\"left\", \"right\"]}"));

        provider.forget();
        assertThat(Rest.source(processor, source.toString())).isEqualTo(source);
        assertThat(provider.asked()).isEmpty();
    }

    @Test
    void e2AnAnswerOfAnotherSizeFails() {
        String model = remote("{\"inputs\": ${parameters.inputs}}", "{\"scores\": [0.1, 0.9, 0.5]}");

        JsonNode error = Rest.simulated(remoteProcessor(model,
                "\"input_map\": [{\"inputs\": \"chunks.*.t\"}], \"output_map\": [{\"chunks.*.score\": \"scores\"}]"), SHOE)
                .get("error");

        assertThat(error.get("type").asText()).isEqualTo("runtime_exception");
        assertThat(error.get("reason").asText()).isEqualTo("the prediction field: scores is an array in size of 3 but the"
                + " document field array from field chunks.*.score is in size of 2");
    }

    @Test
    void e3LocalEmbeddingPerChunk() {
        JsonNode source = Rest.source(EMBED_CHUNKS.formatted(SharedModels.embedding()), SUNS);

        assertThat(source.at("/chunks/0/emb")).isEqualTo(embedding("hello")).hasSize(4);
        assertThat(source.at("/chunks/1/emb")).isEqualTo(embedding("world"));
        assertThat(source.at("/chunks/1/t").asText()).isEqualTo("world");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sun
            say \\"hi\\"\\nworld
            ${input_map.q} ${ml_inference.parameters}
            """)
    void e4LocalSingleText(String title) {
        JsonNode source = Rest.source(EMBED_TITLE.formatted(SharedModels.embedding()), "{\"title\": \"" + title + "\"}");

        assertThat(source.get("emb")).isEqualTo(embedding(title));
        assertThat(source.get("title")).isEqualTo(json("\"" + title + "\""));
    }

    @Test
    void e5TwoPredictionsOfWhichOneHasNoInput() {
        String model = remote("{\"input\": \"${parameters.input}\"}", "{\"embedding\": [1, 2]}");
        String options = "\"input_map\": [{\"input\": \"title\"}, {\"input\": \"body\"}],"
                + " \"output_map\": [{\"title_v\": \"embedding\"}, {\"body_v\": \"embedding\"}]";

        assertThat(Rest.source(remoteProcessor(model, options), "{\"title\": \"a\", \"body\": \"b\"}"))
                .isEqualTo(json("{\"title\": \"a\", \"body\": \"b\", \"title_v\": [1, 2], \"body_v\": [1, 2]}"));
        provider.forget();
        JsonNode error = Rest.simulated(remoteProcessor(model, options), "{\"title\": \"a\"}").get("error");
        assertThat(error.get("reason").asText()).isEqualTo("Cannot find field name defined from input map: body");
        assertThat(error.get("type").asText()).isEqualTo("illegal_argument_exception");
        assertThat(provider.asked()).isEmpty();
        assertThat(Rest.source(remoteProcessor(model, options + ", \"ignore_missing\": true"), "{\"title\": \"a\"}"))
                .isEqualTo(json("{\"title\": \"a\", \"title_v\": [1, 2]}"));
        assertThat(provider.asked()).hasSize(1);
    }

    @Test
    void e6WholeAnswerWithoutMaps() {
        String model = remote("{\"prompt\": \"${parameters.prompt}\"}", "{\"said\": \"ho\"}");

        JsonNode source = Rest.source("{\"ml_inference\": {\"model_id\": \"" + model + "\"}}", "{\"prompt\": \"hi\"}");

        assertThat(source).isEqualTo(json("{\"prompt\": \"hi\", \"inference_results\": {\"said\": \"ho\"}}"));
    }

    @Test
    void e6MetadataStayHere() {
        String model = remote("{\"all\": \"${parameters._id:-none} ${parameters._index:-none}\"}", "{\"said\": \"ho\"}");

        Rest.source("{\"ml_inference\": {\"model_id\": \"" + model + "\"}}", "{\"prompt\": \"hi\"}");

        assertThat(provider.last().body()).isEqualTo("{\"all\": \"none none\"}");
    }

    @Test
    void e7AListOfOneGetsOneVector() {
        JsonNode source = Rest.source(EMBED_CHUNKS.formatted(SharedModels.embedding()), "{\"chunks\": [{\"t\": \"hello\"}]}");

        assertThat(source.at("/chunks/0/emb")).isEqualTo(embedding("hello"));
    }

    @Test
    void e8Rerank() {
        String processor = """
                {"ml_inference": {"function_name": "text_similarity", "model_id": "%s",
                 "model_input": "{\\"query_text\\":\\"${input_map.q}\\",\\"text_docs\\":${input_map.d}}",
                 "input_map": [{"q": "title", "d": "chunks.*.t"}], "output_map": [{"chunks.*.sim": "$.inference_results.*.output[0].data[0]"}]}}"""
                .formatted(SharedModels.similarity(ModelFormat.ONNX));

        JsonNode source = Rest.source(processor, SUNS);

        JsonNode expected = json(Ml.predict(SharedModels.similarity(ModelFormat.ONNX),
                "{\"query_text\": \"sun\", \"text_docs\": [\"hello\", \"world\"]}").asString());
        assertThat(source.at("/chunks/0/sim")).isEqualTo(expected.at("/inference_results/0/output/0/data/0"));
        assertThat(source.at("/chunks/1/sim")).isEqualTo(expected.at("/inference_results/1/output/0/data/0"));
    }

    @Test
    void e9ModelConfigJoinsTheInputs() {
        String model = remote(
                "{\"p\": \"${parameters.prompt}\", \"t\": ${parameters.temperature}, \"f\": \"${parameters.format}\"}",
                "{\"said\": \"ho\"}");

        Rest.source(remoteProcessor(model,
                "\"model_config\": {\"temperature\": 0.2, \"format\": \"short\", \"prompt\": \"never\"},"
                        + " \"input_map\": [{\"prompt\": \"title\"}], \"output_map\": [{\"a\": \"said\"}]"), SHOE);

        assertThat(json(provider.last().body())).isEqualTo(json("{\"p\": \"red shoe\", \"t\": 0.2, \"f\": \"short\"}"));
    }

    @Test
    void e10Foreach() {
        String model = remote("{\"input\": \"${parameters.input}\"}", "{\"embedding\": [1, 2]}");
        String processor = "{\"foreach\": {\"field\": \"chunks\", \"processor\": " + remoteProcessor(model,
                "\"input_map\": [{\"input\": \"_ingest._value.t\"}], \"output_map\": [{\"_ingest._value.v\": \"embedding\"}]")
                + "}}";

        JsonNode source = Rest.source(processor, SHOE);

        assertThat(source.get("chunks")).isEqualTo(json("[{\"t\":\"left\",\"v\":[1,2]},{\"t\":\"right\",\"v\":[1,2]}]"));
        assertThat(provider.asked()).extracting(Provider.Asked::body)
                .containsExactly("{\"input\": \"left\"}", "{\"input\": \"right\"}");
    }

    /** The second example of the processor's page. */
    @Test
    void aLocalModelOverNestedArrays() {
        String processor = """
                {"ml_inference": {"function_name": "text_embedding", "full_response_path": true, "model_id": "%s",
                 "model_config": {"return_number": true}, "model_input":
                 "{\\"text_docs\\": ${input_map.text_docs}, \\"return_number\\": ${model_config.return_number}, \\"target_response\\": [\\"sentence_embedding\\"]}",
                 "input_map": [{"text_docs": "book.*.chunk.text.*.context"}],
                 "output_map": [{"book.*.chunk.text.*.context_embedding": "$.inference_results.*.output[0].data"}], "ignore_missing": true}}"""
                .formatted(SharedModels.embedding());

        JsonNode source = Rest.source(processor, """
                {"book": [{"chunk": {"text": [{"chapter": "first", "context": "hello"}, {"chapter": "second", "context": "world"}]}},
                          {"chunk": {"text": [{"chapter": "first", "context": "sun"}]}}]}""");

        assertThat(source.at("/book/0/chunk/text/0/context_embedding")).isEqualTo(embedding("hello"));
        assertThat(source.at("/book/0/chunk/text/1/context_embedding")).isEqualTo(embedding("world"));
        assertThat(source.at("/book/1/chunk/text/0/context_embedding")).isEqualTo(embedding("sun"));
        assertThat(source.at("/book/1/chunk/text/0/chapter").asText()).isEqualTo("first");
    }

    @Test
    void whatIsMissingAmongOthersIsLeftOutWhereThatIsAllowed() {
        String processor = """
                {"ml_inference": {"function_name": "text_embedding", "model_id": "%s",
                 "model_input": "{\\"text_docs\\": ${input_map.texts}, \\"target_response\\": [\\"sentence_embedding\\"]}",
                 "input_map": [{"texts": "chunks.*.text"}],
                 "output_map": [{"chunks.*.vector": "$.inference_results.*.output[0].data"}], "ignore_missing": %s}}""";
        String document = "{\"chunks\": [{\"page\": 1}, {\"text\": \"hello\"}, {\"text\": null}, {\"text\": \"world\"}]}";

        JsonNode source = Rest.source(processor.formatted(SharedModels.embedding(), true), document);

        assertThat(source.at("/chunks/0")).isEqualTo(json("{\"page\": 1}"));
        assertThat(source.at("/chunks/1/vector")).isEqualTo(embedding("hello"));
        assertThat(source.at("/chunks/2")).isEqualTo(json("{\"text\": null}"));
        assertThat(source.at("/chunks/3/vector")).isEqualTo(embedding("world"));
        String without = "{\"chunks\": [{\"page\": 1}, {\"page\": 2}]}";
        assertThat(Rest.source(processor.formatted(SharedModels.embedding(), true), without)).isEqualTo(json(without));
        assertThat(Rest.simulated(processor.formatted(SharedModels.embedding(), false), document).at("/error/reason").asText())
                .startsWith("Field [text_docs[0]] must be a string");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"other": "hello"}            | Cannot find field name defined from input map: title
            {"title": null}               | Cannot find field name defined from input map: title
            {"title": []}                 | Cannot find field name defined from input map: title
            """)
    void whatIsMissingIsNeverEmbedded(String document, String reason) {
        String processor = EMBED_TITLE.formatted(SharedModels.embedding());

        assertThat(Rest.simulated(processor, document).at("/error/reason").asText()).isEqualTo(reason);
        assertThat(Rest.source(processor.replace("\"output_map\"", "\"ignore_missing\": true, \"output_map\""), document))
                .isEqualTo(json(document));
    }

    @Test
    void aListWhereATextGoesIsRefusedAndTold() {
        JsonNode error = Rest.simulated(EMBED_TITLE.formatted(SharedModels.embedding()), "{\"title\": [\"a\", \"b\"]}")
                .get("error");

        assertThat(error.get("type").asText()).isEqualTo("illegal_argument_exception");
        assertThat(error.get("reason").asText()).startsWith("Invalid payload: ");
        assertThat(error.get("hint").asText()).contains("without the quotes");
    }

    @Test
    void anEmptyListIsNothingToDo() {
        String document = "{\"title\": \"x\", \"chunks\": []}";

        assertThat(Rest.source(EMBED_CHUNKS.formatted(SharedModels.embedding()), document)).isEqualTo(json(document));
    }

    @Test
    void aPlaceThatIsNowhereIsToldAndNotSkipped() {
        String processor = EMBED_TITLE.formatted(SharedModels.embedding()).replace("\"emb\"", "\"chunks[7].emb\"");

        assertThat(Rest.simulated(processor, SUNS).at("/error/reason").asText())
                .isEqualTo("Cannot find a place for the output: chunks[7].emb matches nothing in the document");
    }

    @Test
    void onlyChunksWithoutAVectorGetOne() {
        JsonNode source = Rest.source(EMBED_CHUNKS.formatted(SharedModels.embedding()),
                "{\"chunks\": [{\"t\": \"hello\", \"emb\": [9]}, {\"t\": \"world\"}]}");

        assertThat(source.at("/chunks/0/emb")).isEqualTo(json("[9]"));
        assertThat(source.at("/chunks/1/emb")).isEqualTo(embedding("world"));
    }

    @Test
    void overrideReplaces() {
        String processor = EMBED_TITLE.formatted(SharedModels.embedding());
        String document = "{\"title\": \"sun\", \"emb\": 1}";

        assertThat(Rest.source(processor, document).get("emb").asInt()).isEqualTo(1);
        assertThat(Rest.source(processor.replace("\"output_map\"", "\"override\": true, \"output_map\""), document).get("emb"))
                .isEqualTo(embedding("sun"));
    }

    @Test
    void anOutputThatIsMissingIsNotTheWholeAnswer() {
        String model = remote("{\"input\": \"${parameters.input}\"}", "{\"embedding\": [1, 2]}");
        String options = "\"input_map\": [{\"input\": \"title\"}], \"output_map\": [{\"vec\": \"embeddings\"}]";

        JsonNode error = Rest.simulated(remoteProcessor(model, options), SHOE).get("error");
        assertThat(error.get("reason").asText())
                .isEqualTo("An unexpected error occurred: model inference output cannot find field name: embeddings");
        assertThat(error.get("hint").asText()).contains("embedding");
        assertThat(Rest.source(remoteProcessor(model, options + ", \"ignore_missing\": true"), SHOE)).isEqualTo(json(SHOE));
    }

    @Test
    void nothingIsWrittenWhenOnePredictionFails() {
        provider.on("/good", Behaviours.json("{\"embedding\": [1]}"));
        String model = remote("{\"input\": \"${parameters.input}\"}", "{\"embedding\": [1, 2]}");
        String options = "\"ignore_failure\": true, \"input_map\": [{\"input\": \"title\"}, {\"input\": \"chunks.0.t\"}],"
                + " \"output_map\": [{\"a\": \"embedding\"}, {\"b\": \"nowhere\"}]";

        assertThat(Rest.source(remoteProcessor(model, options), SHOE)).isEqualTo(json(SHOE));
    }

    @Test
    void vectorsArePooled() {
        String processor = EMBED_CHUNKS.formatted(SharedModels.embedding())
                .replace("\"chunks.*.emb\": \"$.inference_results.*.output[0].data\"",
                        "\"mean\": \"$.inference_results.*.output[0].data.meanPooling()\"");

        JsonNode mean = Rest.source(processor, SUNS).get("mean");

        assertThat(mean.get(1).floatValue()).isEqualTo(
                (embedding("hello").get(1).floatValue() + embedding("world").get(1).floatValue()) / 2);
    }
}
