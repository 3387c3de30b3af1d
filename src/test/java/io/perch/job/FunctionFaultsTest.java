package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.model.FunctionName;
import io.perch.model.ModelFormat;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.SharedModels;
import io.perch.testing.TinyFunctions;
import io.perch.testing.TinyModels;
import io.perch.testing.TinyOnnx;
import io.perch.testing.TinyTorchScript;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of other functions, odd texts and broken packages, for each function but embedding ({@link PredictFaultsTest}). */
@QuarkusTest
@WithTestResource(Servers.class)
class FunctionFaultsTest {

    private static final String TEXTS = "{\"text_docs\": [\"sun\"]}";
    private static final String PAIRS = "{\"query_text\": \"a\", \"text_docs\": [\"b\"]}";
    private static final String QUESTION = "{\"question\": \"a\", \"context\": \"b\"}";

    private final Path folder = Packages.folder("function-faults");

    @Test
    void theModelDecidesNotThePath() {
        refusesOther("text_similarity", SharedModels.sparse(ModelFormat.ONNX), PAIRS, "A SPARSE_ENCODING model wants text_docs,"
                + " but was given query_text and text_docs");
        refusesOther("question_answering", SharedModels.tokenize(), QUESTION, "A SPARSE_TOKENIZE model wants text_docs,"
                + " but was given question and context");
        refusesOther("text_embedding", SharedModels.similarity(ModelFormat.ONNX), TEXTS, "A TEXT_SIMILARITY model wants"
                + " query_text and text_docs, but was given text_docs");
        refusesOther("sparse_encoding", SharedModels.spans(ModelFormat.ONNX), TEXTS, "A QUESTION_ANSWERING model wants question"
                + " and context, but was given text_docs");
        refusesOther("text_similarity", SharedModels.highlights(ModelFormat.ONNX), PAIRS, "A QUESTION_ANSWERING model wants"
                + " question and context, but was given query_text and text_docs");
    }

    private static void refusesOther(String path, String model, String body, String reason) {
        Refusal.of(Ml.post("/_predict/" + path + "/" + model, body))
                .is(400, "illegal_argument_exception", "input_invalid").says(reason);
    }

    @Test
    void theSameWordsForTextsWhicheverWayTheyAreRead() {
        assertThat(Ml.post("/_predict/sparse_tokenize/" + SharedModels.sparse(ModelFormat.ONNX), TEXTS).asString())
                .isEqualTo(Ml.predict(SharedModels.sparse(ModelFormat.ONNX), TEXTS).asString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{}                                           | Empty text docs",
        "{'query_text': 'a', 'text_docs': []}         | Empty text docs",
        "{'text_docs': [null]}                        | Field [text_docs[0]] must be a string",
        "{'text_docs': ['a'], 'parameters': {'sparse_embedding_format': 'zz'}} | must be WORD or TOKEN_ID, but it is [zz]"})
    void sparseBodies(String body, String reason) {
        Refusal.of(Ml.predict(SharedModels.sparse(ModelFormat.ONNX), body.replace('\'', '"'))).isInvalid().says(reason);
        Refusal.of(Ml.predict(SharedModels.tokenize(), body.replace('\'', '"'))).isInvalid().says(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{'text_docs': ['a']}                    | No query text was provided",
        "{'query_text': 'a'}                     | No text documents were provided",
        "{'query_text': 'a', 'text_docs': []}    | No text documents were provided",
        "{'query_text': '', 'text_docs': ['a']}  | No query text was provided",
        "{'query_text': ['a'], 'text_docs': [1]} | Field [query_text] must be a string",
        "{'question': 'a', 'context': 'b'}       | No query text was provided; No text documents were provided"})
    void similarityBodies(String body, String reason) {
        Refusal.of(Ml.predict(SharedModels.similarity(ModelFormat.ONNX), body.replace('\'', '"'))).isInvalid().says(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{'context': 'x'}                  | Question is not provided",
        "{'question': 'x'}                 | Context is not provided",
        "{'question': 'x', 'context': ''}  | Context is not provided",
        "{'question': ' ', 'context': 'x'} | Question is not provided",
        "{'question': {}, 'context': 'x'}  | Field [question] must be a string",
        "{'text_docs': ['a']}              | Question is not provided; Context is not provided"})
    void questionBodies(String body, String reason) {
        Refusal.of(Ml.predict(SharedModels.spans(ModelFormat.ONNX), body.replace('\'', '"'))).isInvalid().says(reason);
        Refusal.of(Ml.predict(SharedModels.highlights(ModelFormat.ONNX), body.replace('\'', '"'))).isInvalid().says(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud83d", "\\udc26 hello", "\\u0000", "\\u0007\\u001b", "\\ufeff", "\\ud83d\\udc26", "   x", "\\u2028"})
    void oddTextsAreTexts(String odd) {
        for (ModelFormat format : ModelFormat.values()) {
            answers(SharedModels.sparse(format), "{\"text_docs\": [\"" + odd + "\", \"sun\"]}");
            answers(SharedModels.similarity(format), "{\"query_text\": \"q" + odd + "\", \"text_docs\": [\"" + odd + "\"]}");
            answers(SharedModels.spans(format), "{\"question\": \"q" + odd + "\", \"context\": \"x" + odd + "\"}");
            answers(SharedModels.highlights(format), "{\"question\": \"q" + odd + "\", \"context\": \"sun" + odd + "\"}");
        }
        answers(SharedModels.tokenize(), "{\"text_docs\": [\"" + odd + "\", \"sun\"]}");
    }

    @ParameterizedTest
    @EnumSource(ModelFormat.class)
    void aHundredThousandTokensAreReadAsFarAsTheModelReads(ModelFormat format) {
        String words = "hello world sun. ".repeat(25_000);

        assertThat(truncated(SharedModels.sparse(format), "{\"text_docs\": [\"" + words + "\"]}")).isEqualTo(512);
        assertThat(truncated(SharedModels.similarity(format), "{\"query_text\": \"q\", \"text_docs\": [\"" + words + "\"]}"))
                .isEqualTo(512);
        assertThat(truncated(SharedModels.spans(format), "{\"question\": \"q\", \"context\": \"" + words + "\"}"))
                .isEqualTo(64 * 512);
        assertThat(truncated(SharedModels.highlights(format), "{\"question\": \"q\", \"context\": \"" + words + "\"}"))
                .isEqualTo(64 * 512);
        assertThat(truncated(SharedModels.tokenize(), "{\"text_docs\": [\"" + words + "\"]}")).isEqualTo(512);
    }

    @ParameterizedTest
    @EnumSource(ModelFormat.class)
    void aQuestionOfAHundredThousandTokensIsTooLong(ModelFormat format) {
        String question = "{\"question\": \"" + "sun ".repeat(100_000) + "\", \"context\": \"sun\"}";

        for (String model : List.of(SharedModels.spans(format), SharedModels.highlights(format))) {
            Refusal.of(Ml.predict(model, question)).is(413, "illegal_argument_exception", "input_too_large")
                    .says("The question takes 100003 tokens", "the model reads 512").advises("shorter question");
        }
    }

    @ParameterizedTest
    @EnumSource(ModelFormat.class)
    void whatIsNoNumberIsNoAnswer(ModelFormat format) {
        failsInference(SharedModels.sparse(format), "{\"text_docs\": [\"sun\", \"damaged\"]}");
        failsInference(SharedModels.similarity(format), "{\"query_text\": \"a\", \"text_docs\": [\"damaged\"]}");
        failsInference(SharedModels.spans(format), "{\"question\": \"a\", \"context\": \"damaged\"}");
    }

    private static void failsInference(String model, String body) {
        Refusal.of(Ml.predict(model, body)).is(500, "m_l_exception", "inference_failed")
                .says("The network answered").advises("float32");
    }

    @ParameterizedTest
    @EnumSource(ModelFormat.class)
    void networksOfOtherFunctionsFailTheDeploy(ModelFormat format) {
        float[][] table = new float[TinyModels.WORDS.length][3];
        Map<String, byte[]> perToken = TinyFunctions.unpooled(format, table);

        refusesDeploy(FunctionName.SPARSE_ENCODING, format, null, perToken).says("sparse encoding wants one weight per token")
                .advises("pooling");
        refusesDeploy(FunctionName.QUESTION_ANSWERING, format,
                "{\"model_type\": \"bert\", \"framework_type\": \"sentence_transformers\"}", perToken).says("The network has one output only").advises("question-answering head");
        refusesDeploy(FunctionName.TEXT_SIMILARITY, format, "{\"model_type\": \"bert\"}", TinyFunctions.highlights(format,
                new float[TinyModels.WORDS.length])).says("sentence_ids");
    }

    @ParameterizedTest
    @EnumSource(ModelFormat.class)
    void aWrongDimensionFailsTheDeploy(ModelFormat format) {
        Map<String, byte[]> files = switch (format) {
            case ONNX -> TinyModels.embeddingFiles();
            case TORCH_SCRIPT -> TinyModels.torchFiles(
                    TinyTorchScript.sentenceTransformer(TinyModels.VECTORS).toBytes(), TinyModels.tokenizer(null));
        };

        refusesDeploy(FunctionName.TEXT_EMBEDDING, format,
                "{\"model_type\": \"bert\", \"embedding_dimension\": 768, \"framework_type\": \"sentence_transformers\"}", files)
                .says("The model is registered with embedding_dimension 768, but its network answers vectors of 4 numbers");
    }

    @Test
    void onnxFilesThatNoRuntimeTakesFailTheDeploy() {
        String config = "{\"model_type\": \"bert\", \"embedding_dimension\": 4, \"framework_type\": \"sentence_transformers\"}";

        refusesDeploy(FunctionName.TEXT_EMBEDDING, ModelFormat.ONNX, config, onnx(TinyOnnx.external(7, 4, "../weights.bin")))
                .says("ONNX Runtime refused model.onnx").advises("complete ONNX model");
        refusesDeploy(FunctionName.TEXT_EMBEDDING, ModelFormat.ONNX, config, onnx(TinyOnnx.unknownOperator(TinyModels.VECTORS)))
                .says("ONNX Runtime refused model.onnx", "ReadTeaLeaves");
    }

    @Test
    void damagedWeightsAndOptionsFailTheDeploy() {
        refusesDeploy(FunctionName.SPARSE_TOKENIZE, ModelFormat.ONNX, null, Map.of("tokenizer.json", TinyModels.tokenizer(null),
                "idf.json", "{\"sun\": \"heavy\"}".getBytes(StandardCharsets.UTF_8)))
                .says("idf.json cannot be read: the weight of", "sun", "is no number").advises("leave it out");
        refusesDeploy(FunctionName.QUESTION_ANSWERING, ModelFormat.ONNX,
                "{\"model_type\": \"sentence_highlighting\", \"framework_type\": \"huggingface_transformers\","
                        + " \"all_config\": \"{\\\"token_max_length\\\": -1}\"}",
                TinyFunctions.highlights(ModelFormat.ONNX, new float[TinyModels.WORDS.length]))
                .says("token_max_length in all_config must be a whole number of 1 or more, but it is -1");
    }

    private static Map<String, byte[]> onnx(TinyOnnx network) {
        return TinyModels.files(network.toBytes(), TinyModels.tokenizer(null));
    }

    private Refusal refusesDeploy(FunctionName function, ModelFormat format, String config, Map<String, byte[]> files) {
        Path zip = TinyModels.zip(folder.resolve(Ml.name("broken") + ".zip"), files);
        String model = Ml.registered(Ml.registration(function, format, config, zip));
        try {
            return Refusal.ofTask(Ml.ended(Ml.post("/models/" + model + "/_deploy").path("task_id")))
                    .is(400, "illegal_argument_exception", "engine_refused_model");
        } finally {
            Ml.remove(model);
        }
    }

    private static int truncated(String model, String body) {
        Response answer = answers(model, body);
        assertThat(answer.<Boolean>path("inference_results[0].truncated")).as(answer.asString()).isTrue();
        return answer.path("inference_results[0].tokens");
    }

    private static Response answers(String model, String body) {
        Response answer = Ml.predict(model, body);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer;
    }
}
