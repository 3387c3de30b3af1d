package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.model.ModelFormat;
import io.perch.testing.Ml;
import io.perch.testing.Servers;
import io.perch.testing.Shape;
import io.perch.testing.SharedModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each function answers, to the letter. Its members and their order are those of ML Commons 3.4.0, recorded. */
@QuarkusTest
@WithTestResource(Servers.class)
class FunctionsTest {

    @ParameterizedTest
    @EnumSource(ModelFormat.class)
    void sparseEncoding(ModelFormat format) {
        String model = SharedModels.sparse(format);

        assertThat(answer(Ml.predict(model, "{\"text_docs\": [\"hello sun\", \"world\", \"\"]}"))).isEqualTo("""
                {"inference_results":[\
                {"output":[{"name":"output","dataAsMap":{"response":[{"sun":6.0,"hello":4.0,"world":0.5}]}}]},\
                {"output":[{"name":"output","dataAsMap":{"response":[{"world":5.0}]}}]},\
                {"output":[{"name":"output","dataAsMap":{"response":[{}]}}]}]}""");
    }

    @ParameterizedTest
    @EnumSource(ModelFormat.class)
    void sparseEncodingByTokenId(ModelFormat format) {
        Response answer = Ml.post("/_predict/sparse_encoding/" + SharedModels.sparse(format), """
                {"text_docs": ["sun"], "parameters": {"sparse_embedding_format": "token_id"}}""");

        assertThat(answer(answer)).isEqualTo("""
                {"inference_results":[{"output":[{"name":"output","dataAsMap":{"response":[{"5":6.0,"2":3.0,"1":2.0}]}}]}]}""");
    }

    @Test
    void sparseEncodingKeepsWhatTheFilterNames() {
        String model = SharedModels.sparse(ModelFormat.ONNX);

        assertThat(answer(Ml.predict(model, "{\"text_docs\": [\"sun\"], \"target_response\": [\"output\"]}")))
                .contains("\"sun\":6.0");
        assertThat(answer(Ml.predict(model, "{\"text_docs\": [\"sun\"], \"target_response_positions\": [0]}")))
                .contains("\"sun\":6.0");
        assertThat(answer(Ml.predict(model, "{\"text_docs\": [\"sun\"], \"target_response\": [\"nope\"]}")))
                .isEqualTo("{\"inference_results\":[{}]}");
    }

    @Test
    void sparseTokenize() {
        Response answer = Ml.post("/_predict/sparse_tokenize/" + SharedModels.tokenize(), """
                {"text_docs": ["hello sun hello", ""], "target_response": ["nothing"]}""");

        assertThat(answer(answer)).isEqualTo("""
                {"inference_results":[{"output":[{"dataAsMap":{"response":[{"hello":1.0,"sun":6.93}]}}]},\
                {"output":[{"dataAsMap":{"response":[{}]}}]}]}""");
    }

    @ParameterizedTest
    @EnumSource(ModelFormat.class)
    void textSimilarity(ModelFormat format) {
        Response answer = Ml.predict(SharedModels.similarity(format), """
                {"query_text": "hello", "text_docs": ["sun x x", ""], "return_number": false}""");

        // [CLS] hello [SEP] sun x x [SEP]: 31 / 7; [CLS] hello [SEP] [SEP]: 1 / 4
        assertThat(answer(answer)).isEqualTo("""
                {"inference_results":[{"output":[{"name":"similarity","data_type":"FLOAT32","shape":[1],"data":[4.428571],\
                "byte_buffer":{"array":"27aNQA==","order":"LITTLE_ENDIAN"}}]},\
                {"output":[{"name":"similarity","data_type":"FLOAT32","shape":[1],"data":[0.25],\
                "byte_buffer":{"array":"AACAPg==","order":"LITTLE_ENDIAN"}}]}]}""");
    }

    @ParameterizedTest
    @EnumSource(ModelFormat.class)
    void questionAnswering(ModelFormat format) {
        Response answer = Ml.post("/_predict/question_answering/" + SharedModels.spans(format), """
                {"question": "hello world ?", "context": "The sun. Hi, hello,  big world! The sun."}""");

        assertThat(answer.<String>path("inference_results[0].output[0].result")).as(answer.asString())
                .isEqualTo("hello,  big world");
        assertThat(answer.<Float>path("inference_results[0].output[0].score")).isBetween(0.1f, 1f);
        assertThat(Shape.of(answer, "/inference_results/0/output/0")).containsExactly("result", "score");
    }

    @ParameterizedTest
    @EnumSource(ModelFormat.class)
    void sentenceHighlighting(ModelFormat format) {
        Response answer = Ml.predict(SharedModels.highlights(format), """
                {"question": "sun?", "context": "Dr. No saw the sun. He said \\"Hello.\\" 今天 sun 很好。 😀 sun"}""");

        assertThat(answer(answer)).isEqualTo("""
                {"inference_results":[{"output":[{"name":"highlights","dataAsMap":{"highlights":[\
                {"text":"Dr. No saw the sun.","position":0.0,"start":0.0,"end":19.0},\
                {"text":"今天 sun 很好。","position":2.0,"start":37.0,"end":47.0},\
                {"text":"\\uD83D\\uDE00 sun","position":3.0,"start":48.0,"end":54.0}]}}]}]}""");
        assertThat(answer(Ml.predict(SharedModels.highlights(format), "{\"question\": \"sun\", \"context\": \"hello.\"}")))
                .isEqualTo("{\"inference_results\":[{\"output\":[{\"name\":\"highlights\",\"dataAsMap\":{\"highlights\":[]}}]}]}");
    }

    @Test
    void manyTextsOfOneRequestKeepTheirOrder() {
        String docs = "\"sun\", \"hello world sun\", \"world\", \"hello world\", ".repeat(50);

        Response answer = Ml.predict(SharedModels.sparse(ModelFormat.ONNX), "{\"text_docs\": [" + docs + "\"\"]}");

        List<String> results = Shape.tree(answer).at("/inference_results").valueStream()
                .map(result -> result.at("/output/0/dataAsMap/response/0").toString()).toList();
        assertThat(results).hasSize(201).endsWith("{}");
        for (int text = 0; text < 200; text += 4) {
            assertThat(results.subList(text, text + 4)).containsExactly("{\"sun\":6.0}",
                    "{\"sun\":6.0,\"world\":5.0,\"hello\":4.0}",
                    "{\"world\":5.0}", "{\"world\":5.0,\"hello\":4.0}");
        }
    }

    private static String answer(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.asString();
    }
}
