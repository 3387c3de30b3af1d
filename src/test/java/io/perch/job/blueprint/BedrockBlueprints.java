package io.perch.job.blueprint;

import static io.perch.job.blueprint.Outputs.embeddingOfEach;
import static io.perch.job.blueprint.Outputs.embeddings;

import io.perch.job.blueprint.Identity.Aws;
import java.util.List;

/** Amazon Bedrock. Its embedding models take one document per call, except those of Cohere. */
final class BedrockBlueprints {

    private static final String FIRST = "[0.25, -0.5, 0.125]";
    private static final String SECOND = "[1.0, 0.0, -0.75]";

    private static final String CONVERSATION = """
            {"metrics": {"latencyMs": 397}, "stopReason": "end_turn",
             "output": {"message": {"content": [{"text": "Hello \\"there\\""}], "role": "assistant"}},
             "usage": {"inputTokens": 11, "outputTokens": 4, "totalTokens": 15}}""";

    static final List<Blueprint> ALL = List.of(
            oneEach("Bedrock: Titan text embeddings",
                    titan2("today is sunny", FIRST), titan2("the train is late", SECOND)),
            oneEach("Bedrock: Titan text embeddings with scripts",
                    titan1("today is sunny", FIRST), titan1("the \\\"train\\\" is late", SECOND)),
            oneEach("Bedrock: Titan multimodal embeddings",
                    titanImage("a black square", "iVBORw0KGgo=", FIRST), titanImage("a white one", "R0lGODlhAQ==", SECOND)),
            cohere(),
            oneEach("Bedrock: Nova text embeddings",
                    novaText("today is sunny", FIRST), novaText("the train is late", SECOND)),
            oneEach("Bedrock: Nova image embeddings",
                    novaImage("iVBORw0KGgo=", FIRST), novaImage("iVBORw0KGgp=", SECOND)),
            claude(),
            converse(),
            rerank());

    private BedrockBlueprints() {
    }

    private static Blueprint oneEach(String heading, Call first, Call second) {
        return bedrock(heading, List.of(first, second), embeddingOfEach(FIRST, SECOND));
    }

    private static Blueprint bedrock(String heading, List<Call> calls, String output) {
        return new Blueprint(heading, new Aws("bedrock"), calls, output);
    }

    private static String invoke(String model) {
        return "/model/" + model + "/invoke";
    }

    private static Call titan2(String text, String vector) {
        return Call.post(invoke("amazon.titan-embed-text-v2:0"), """
                {"inputText": "%s", "dimensions": 1024, "normalize": true}""".formatted(text), """
                {"embedding": %1$s, "embeddingsByType": {"float": %1$s}, "inputTextTokenCount": 4}""".formatted(vector));
    }

    private static Call titan1(String text, String vector) {
        return Call.post(invoke("amazon.titan-embed-text-v1"), """
                {"inputText": "%s"}""".formatted(text), """
                {"embedding": %s, "inputTextTokenCount": 4}""".formatted(vector));
    }

    private static Call titanImage(String text, String image, String vector) {
        return Call.post(invoke("amazon.titan-embed-image-v1"), """
                {"inputText": "%s", "inputImage": "%s"}""".formatted(text, image), """
                {"embedding": %s, "inputTextTokenCount": 4, "message": null}""".formatted(vector));
    }

    private static Blueprint cohere() {
        Call both = Call.post(invoke("cohere.embed-multilingual-v3"), """
                {"texts": ["today is sunny", "the train is late"], "input_type": "search_document", "truncate": "NONE"}""", """
                {"embeddings": [%s, %s], "id": "f8a8b3c6-7a53-4e8c-9b1d-3c1c5a1f0b7e", "response_type": "embeddings_floats",
                 "texts": ["today is sunny", "the train is late"]}""".formatted(FIRST, SECOND));
        return bedrock("Bedrock: Cohere embeddings", List.of(both), embeddings(FIRST, SECOND));
    }

    private static Call novaText(String text, String vector) {
        return nova("TEXT", """
                "text": {"truncationMode": "END", "value": "%s"}""".formatted(text), vector);
    }

    private static Call novaImage(String image, String vector) {
        return nova("IMAGE", """
                "image": {"format": "png", "detailLevel": "STANDARD_IMAGE", "source": {"bytes": "%s"}}"""
                .formatted(image), vector);
    }

    private static Call nova(String type, String content, String vector) {
        return Call.post(invoke("amazon.nova-2-multimodal-embeddings-v1:0"), """
                {"taskType": "SINGLE_EMBEDDING", "singleEmbeddingParams":
                    {"embeddingPurpose": "GENERIC_INDEX", "embeddingDimension": 1024, %s}}""".formatted(content), """
                {"embeddings": [{"embeddingType": "%s", "embedding": %s}], "request_id": "0b5c"}""".formatted(type, vector));
    }

    private static Blueprint claude() {
        Call call = Call.post(invoke("us.anthropic.claude-sonnet-4-20250514-v1:0"), """
                {"anthropic_version": "bedrock-2023-05-31", "max_tokens": 1024,
                 "messages": [{"role": "user", "content": [{"type": "text", "text": "Say \\"hello\\""}]}]}""", """
                {"id": "msg_bdrk_01A7cT7Zc5", "type": "message", "role": "assistant", "model": "claude-sonnet-4-20250514",
                 "content": [{"type": "text", "text": "Hello \\"there\\""}], "stop_reason": "end_turn", "stop_sequence": null,
                 "usage": {"input_tokens": 11, "cache_creation_input_tokens": 0, "output_tokens": 4}}""");
        return bedrock("Bedrock: Claude", List.of(call), Outputs.response("{\"response\": \"Hello \\\"there\\\"\"}"));
    }

    private static Blueprint converse() {
        Call call = Call.post("/model/us.amazon.nova-lite-v1:0/converse", """
                {"messages": [{"role": "user", "content": [{"text": "Say \\"hello\\""}]}],
                 "inferenceConfig": {"maxTokens": 1024}}""", CONVERSATION);
        return bedrock("Bedrock: Converse", List.of(call), Outputs.response(CONVERSATION));
    }

    private static Blueprint rerank() {
        Call call = Call.post("/rerank", """
                {"queries": [{"type": "TEXT", "textQuery": {"text": "weather"}}],
                 "sources": [{"type": "INLINE", "inlineDocumentSource": {"type": "TEXT",
                              "textDocument": {"text": "the train is late"}}},
                             {"type": "INLINE", "inlineDocumentSource": {"type": "TEXT",
                              "textDocument": {"text": "today is sunny"}}}],
                 "rerankingConfiguration": {"type": "BEDROCK_RERANKING_MODEL", "bedrockRerankingConfiguration":
                     {"numberOfResults": 2, "modelConfiguration":
                         {"modelArn": "arn:aws:bedrock:us-east-1::foundation-model/amazon.rerank-v1:0"}}}}""", """
                {"results": [{"index": 1, "relevanceScore": 0.5}, {"index": 0, "relevanceScore": 0.0625}]}""");
        return bedrock("Bedrock: rerank", List.of(call), Outputs.scores("0.0625", "0.5"));
    }
}
