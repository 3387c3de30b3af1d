package io.perch;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.model.FunctionName;
import io.perch.model.ModelFormat;
import io.perch.testing.FileServer;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Servers;
import io.perch.testing.TinyFunctions;
import io.perch.testing.TinyModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every function on both engines, as Perch ships: what an executable may lack shows here. */
@QuarkusIntegrationTest
@WithTestResource(Servers.class)
class FunctionsIT {

    private static final Path PACKAGES = Packages.folder("functions-it");
    private static FileServer files;

    private final List<String> deployed = new ArrayList<>();

    @BeforeAll
    static void serveThePackages() {
        files = new FileServer(PACKAGES);
    }

    @AfterAll
    static void stopServing() {
        files.close();
    }

    @BeforeEach
    void allowRegistering() {
        assertThat(Ml.setting("allow_registering_model_via_url", true).statusCode()).isEqualTo(200);
    }

    /** Other tests share this replica, and it holds ten models. */
    @AfterEach
    void makeRoom() {
        deployed.forEach(Ml::remove);
    }

    @ParameterizedTest
    @EnumSource(ModelFormat.class)
    void sparseEncoding(ModelFormat format) {
        float[][] table = new float[TinyModels.WORDS.length][TinyModels.WORDS.length];
        table[3][4] = 0.5f;
        table[5][5] = 0.1f;
        String model = deployed(FunctionName.SPARSE_ENCODING, format, null, TinyFunctions.sparse(format, table));

        assertThat(answer(model, "{\"text_docs\": [\"hello sun\"]}")).contains("{\"response\":[{\"world\":0.5,\"sun\":0.1}]}");
        assertThat(answer(model, "{\"text_docs\": [\"sun\"], \"parameters\": {\"sparse_embedding_format\": \"TOKEN_ID\"}}"))
                .contains("{\"response\":[{\"5\":0.1}]}");
    }

    @Test
    void sparseTokenize() {
        String model = deployed(FunctionName.SPARSE_TOKENIZE, ModelFormat.TORCH_SCRIPT, null, Map.of(
                "tokenizer.json", TinyModels.tokenizer(null), "idf.json", "{\"sun\": 6.93}".getBytes(StandardCharsets.UTF_8)));

        assertThat(answer(model, "{\"text_docs\": [\"hello sun\"]}")).contains("{\"response\":[{\"hello\":1.0,\"sun\":6.93}]}");
    }

    @ParameterizedTest
    @EnumSource(ModelFormat.class)
    void textSimilarity(ModelFormat format) {
        float[][] scores = {{0}, {0}, {0}, {1}, {2}, {3}, {0}, {0}};
        String model = deployed(FunctionName.TEXT_SIMILARITY, format, "{\"model_type\": \"bert\"}",
                TinyFunctions.crossEncoder(format, scores));

        assertThat(answer(model, "{\"query_text\": \"hello\", \"text_docs\": [\"\", \"sun\"]}")).contains("\"data\":[0.25]",
                "\"data\":[6.2]", "{\"array\":\"AACAPg==\",\"order\":\"LITTLE_ENDIAN\"}");
    }

    @ParameterizedTest
    @EnumSource(ModelFormat.class)
    void questionAnswering(ModelFormat format) {
        float[] starts = {0, 0, 0, 4, 0, 0, 0, 0};
        float[] ends = {0, 0, 0, 0, 5, 0, 0, 0};
        String model = deployed(FunctionName.QUESTION_ANSWERING, format,
                "{\"model_type\": \"bert\", \"framework_type\": \"huggingface_transformers\"}",
                TinyFunctions.spans(format, starts, ends));

        assertThat(answer(model, "{\"question\": \"sun?\", \"context\": \"😀 hello, world!\"}"))
                .contains("{\"result\":\"hello, world\",\"score\":0.");
    }

    @ParameterizedTest
    @EnumSource(ModelFormat.class)
    void sentenceHighlighting(ModelFormat format) {
        String model = deployed(FunctionName.QUESTION_ANSWERING, format,
                "{\"model_type\": \"sentence_highlighting\", \"framework_type\": \"huggingface_transformers\","
                        + " \"all_config\": \"{}\"}",
                TinyFunctions.highlights(format, new float[] {0, 0, 0, 0, 0, 1, 0, 0}));

        assertThat(answer(model, "{\"question\": \"?\", \"context\": \"Hello. Dr. No saw the sun. 你好。\"}")).contains(
                "{\"highlights\":[{\"text\":\"Dr. No saw the sun.\",\"position\":1.0,\"start\":7.0,\"end\":26.0}]}");
    }

    @Test
    void bodiesOfOtherFunctionsAreRefused() {
        String model = deployed(FunctionName.SPARSE_TOKENIZE, ModelFormat.ONNX, null,
                Map.of("tokenizer.json", TinyModels.tokenizer(null)));

        Response refusal = Ml.post("/_predict/question_answering/" + model, "{\"question\": \"a\", \"context\": \"b\"}");

        assertThat(refusal.statusCode()).isEqualTo(400);
        assertThat(refusal.<String>path("error.code")).isEqualTo("input_invalid");
    }

    private String deployed(FunctionName function, ModelFormat format, String config, Map<String, byte[]> entries) {
        Path zip = TinyModels.zip(PACKAGES.resolve(Ml.name(function.name()) + ".zip"), entries);
        deployed.add(Ml.deployed(Ml.registration(function, format, config, files.url(zip.getFileName().toString()),
                Packages.sha256(zip))));
        return deployed.getLast();
    }

    private static String answer(String model, String body) {
        Response answer = Ml.predict(model, body);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.asString();
    }
}
