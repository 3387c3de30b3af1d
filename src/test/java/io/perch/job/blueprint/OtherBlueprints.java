package io.perch.job.blueprint;

import io.perch.job.blueprint.Identity.Aws;
import io.perch.job.blueprint.Identity.Nobody;
import java.util.List;

/** Cohere, SageMaker, Vertex AI, another Perch. */
final class OtherBlueprints {

    private static final String FIRST = "[0.25, -0.5, 0.125]";
    private static final String SECOND = "[1.0, 0.0, -0.75]";

    static final List<Blueprint> ALL = List.of(
            cohere("Cohere: embeddings", "float", FIRST, SECOND, Outputs.embeddings(FIRST, SECOND)),
            cohere("Cohere: embeddings as bytes", "int8", "[1, -128, 127]", "[0, 5, -3]",
                    Outputs.embeddingsOf("INT8", "[1, -128, 127]", "[0, 5, -3]")),
            new Blueprint("Cohere: rerank", Identity.bearer(), List.of(Call.post("/v2/rerank", """
                    {"model": "rerank-v3.5", "query": "weather",
                     "documents": ["the train is late", "today is sunny", "rain is near"], "top_n": 3}""", """
                    {"id": "07734bd2-2473-4f07-94e1-0d9f0e6843cf",
                     "results": [{"index": 1, "relevance_score": 1}, {"index": 2, "relevance_score": 0.5},
                                 {"index": 0, "relevance_score": 0.03125}],
                     "meta": {"api_version": {"version": "2"}, "billed_units": {"search_units": 1}}}""")),
                    Outputs.scores("0.03125", "1.0", "0.5")),
            new Blueprint("SageMaker: embeddings", new Aws("sagemaker"), List.of(Call.post("/endpoints/minilm/invocations", """
                    ["today is sunny", "the train is late"]""", "[" + FIRST + ", " + SECOND + "]")),
                    Outputs.embeddings(FIRST, SECOND)),
            new Blueprint("Vertex AI: embeddings", Identity.bearer(), List.of(Call.post(
                    "/v1/projects/p1/locations/us-east-1/publishers/google/models/text-embedding-005:predict", """
                    {"instances": [{"content": "today is sunny", "task_type": "RETRIEVAL_DOCUMENT"},
                                   {"content": "the \\"train\\" is late", "task_type": "RETRIEVAL_DOCUMENT"}]}""", """
                    {"predictions": [
                        {"embeddings": {"statistics": {"truncated": false, "token_count": 4}, "values": %s}},
                        {"embeddings": {"values": %s, "statistics": {"token_count": 6, "truncated": false}}}],
                     "metadata": {"billableCharacterCount": 28}}""".formatted(FIRST, SECOND))),
                    Outputs.embeddings(FIRST, SECOND)),
            anotherPerch());

    private OtherBlueprints() {
    }

    private static Blueprint cohere(String heading, String type, String first, String second, String output) {
        return new Blueprint(heading, Identity.bearer(), List.of(Call.post("/v2/embed", """
                {"model": "embed-v4.0", "texts": ["today is sunny", "the train is late"], "input_type": "search_document",
                 "embedding_types": ["%s"]}""".formatted(type), """
                {"id": "5807ee2e-0cda-445a-9ec8-864c60a06606", "texts": ["today is sunny", "the train is late"],
                 "embeddings": {"%s": [%s, %s]}, "response_type": "embeddings_by_type",
                 "meta": {"api_version": {"version": "2"}, "billed_units": {"input_tokens": 8}}}"""
                .formatted(type, first, second))), output);
    }

    /** With members that no service but Perch has, which are dropped like those of any answer; the tensors stay. */
    private static Blueprint anotherPerch() {
        String tensors = """
                {"name": "sentence_embedding", "data_type": "FLOAT32", "shape": [3], "data": %s},
                {"name": "token_ids", "data_type": "INT64", "shape": [2], "data": [101, 102]}""";
        return new Blueprint("Another Perch: as it is", new Nobody(), List.of(Call.post("/_plugins/_ml/models/m1/_predict", """
                {"text_docs": ["today is sunny", "the train is late"]}""", """
                {"inference_results": [{"output": [%s], "tokens": 6}, {"output": [%s], "truncated": true}]}"""
                .formatted(tensors.formatted(FIRST), tensors.formatted(SECOND)))),
                "[{\"output\": [" + tensors.formatted(FIRST) + ", " + tensors.formatted(SECOND) + "], \"status_code\": 200}]");
    }
}
