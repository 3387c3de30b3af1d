package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.perch.model.FunctionName;
import io.perch.model.ModelFormat;
import io.perch.testing.Ml;
import io.perch.testing.OpenAi;
import io.perch.testing.OpenAi.Refused;
import io.perch.testing.Packages;
import io.perch.testing.Servers;
import io.perch.testing.Shape;
import io.perch.testing.SharedModels;
import io.perch.testing.TinyFunctions;
import io.perch.testing.TinyModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code POST /v1/rerank}. The tiny cross-encoder counts hello 1, world 2, sun 3, ten times as much in the document, and takes the
 * mean over the tokens of a pair: (1 + 20) / 5 for hello and world.
 */
@QuarkusTest
@WithTestResource(Servers.class)
class RerankTest {

    private static final String QUERY =
            "\"query\": \"hello\", \"documents\": [\"\", \"sun\", {\"text\": \"world\", \"id\": 7}]";

    @ParameterizedTest
    @EnumSource(ModelFormat.class)
    void theMostRelevantComesFirst(ModelFormat format) {
        String model = SharedModels.similarity(format);

        Response answer = rerank(model, QUERY + ", \"raw_scores\": true");

        assertThat(answer.asString()).isEqualTo("{\"object\":\"list\",\"model\":\"" + model + "\",\"results\":["
                + "{\"index\":1,\"relevance_score\":6.2},{\"index\":2,\"relevance_score\":4.2},"
                + "{\"index\":0,\"relevance_score\":0.25}],"
                + "\"usage\":{\"prompt_tokens\":14,\"total_tokens\":14}}");
    }

    @Test
    void aScoreIsBetweenNoughtAndOneUnlessItIsToBeRaw() {
        List<Float> scores = rerank(SharedModels.similarity(ModelFormat.ONNX), QUERY).path("results.relevance_score");

        assertThat(scores.get(0)).isCloseTo((float) (1 / (1 + Math.exp(-6.2))), offset(1e-6f));
        assertThat(scores.get(2)).isCloseTo((float) (1 / (1 + Math.exp(-0.25))), offset(1e-6f));
    }

    @Test
    void rawScoresAreThoseOfAPredict() {
        String model = SharedModels.similarity(ModelFormat.ONNX);
        List<Float> raw = rerank(model, QUERY + ", \"raw_scores\": true").path("results.relevance_score");

        Response predict = Ml.predict(model, "{\"query_text\": \"hello\", \"text_docs\": [\"sun\", \"world\", \"\"]}");

        assertThat(predict.<List<Float>>path("inference_results.output.flatten().data.flatten()")).isEqualTo(raw);
    }

    @Test
    void onlyTheBestAndTheirTextsOnRequest() {
        Response answer = rerank(SharedModels.similarity(ModelFormat.ONNX), QUERY + ", \"top_n\": 2, \"return_documents\": true");

        assertThat(answer.<List<Integer>>path("results.index")).containsExactly(1, 2);
        assertThat(answer.<List<String>>path("results.document.text")).containsExactly("sun", "world");
        assertThat(Shape.of(answer, "/results/0")).containsExactly("index", "relevance_score", "document");
    }

    @Test
    void ofTwoClassesTheSecondIsRelevant() {
        float[][] classes = {{0, 0}, {0, 0}, {0, 0}, {1, -1}, {-2, 2}, {3, -3}, {0, 0}, {0, 0}};
        String model = crossEncoder(classes);

        Response answer = rerank(model, QUERY + ", \"raw_scores\": true");

        // world: (-1 + 20) / 5 - (1 - 20) / 5; nothing: -1 / 4 - 1 / 4; sun: (-1 - 30) / 5 - (1 + 30) / 5
        assertThat(answer.<List<Integer>>path("results.index")).containsExactly(2, 0, 1);
        assertThat(answer.<Float>path("results[0].relevance_score")).isCloseTo(7.6f, offset(1e-5f));
    }

    @Test
    void threeClassesAreNoScore() {
        Refused.of(rerank(crossEncoder(new float[8][3]), QUERY)).isAbout("model").says("3 numbers per document");
    }

    @Test
    void aModelByItsName() {
        String model = SharedModels.similarity(ModelFormat.ONNX);
        String name = Ml.get("/models/" + model).path("name");

        assertThat(rerank(name, QUERY).<String>path("model")).isEqualTo(model);
    }

    @Test
    void limitsAreToldInTheWordsOfTheRequest() {
        String model = SharedModels.similarity(ModelFormat.ONNX);
        String long5M = "hello ".repeat(900_000);

        Refused.of(rerank(model, "\"query\": \"q\", \"documents\": [\"a\", \"" + long5M + "\"]"))
                .is(413, "invalid_request_error", "documents[1]", "input_too_large").says("documents[1] has 5400000 bytes");
        Refused.of(rerank(model, "\"query\": \"" + long5M + "\", \"documents\": [\"a\"]"))
                .is(413, "invalid_request_error", "query", "input_too_large").says("query has 5400000 bytes");
    }

    @Test
    void aModelThatEmbedsDoesNotRank() {
        Refused.of(rerank(SharedModels.embedding(), QUERY)).isAbout("model").says("/v1/rerank needs TEXT_SIMILARITY");
        Refused.of(OpenAi.embed(SharedModels.similarity(ModelFormat.ONNX), "\"hello\"")).isAbout("model")
                .says("/v1/embeddings needs TEXT_EMBEDDING");
    }

    private static String crossEncoder(float[][] scores) {
        Path zip = TinyModels.zip(Packages.folder("rerank").resolve(Ml.name("cross") + ".zip"),
                TinyFunctions.crossEncoder(ModelFormat.ONNX, scores));
        return Ml.deployed(Ml.registration(FunctionName.TEXT_SIMILARITY, ModelFormat.ONNX, "{\"model_type\": \"bert\"}", zip));
    }

    private static Response rerank(String model, String members) {
        return OpenAi.post("/rerank", "{\"model\": \"" + model + "\", " + members + "}");
    }
}
