package io.perch.job.blueprint;

import io.perch.job.blueprint.Identity.Header;
import io.perch.job.blueprint.Identity.Nobody;
import java.util.List;

/** Services that speak as OpenAI does. */
final class OpenAiBlueprints {

    private static final String COMPLETION = """
            {"id": "chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG", "object": "chat.completion", "created": 1741570283,
             "model": "as-asked", "choices": [{"index": 0, "logprobs": null, "finish_reason": "stop",
                 "message": {"role": "assistant", "content": "Hello \\"there\\"", "refusal": null, "annotations": []}}],
             "usage": {"prompt_tokens": 11, "completion_tokens": 4, "total_tokens": 15}, "system_fingerprint": null}""";

    private static final String EMBEDDINGS = """
            {"object": "list", "data": [{"object": "embedding", "index": 0, "embedding": [0.25, -0.5, 0.125]},
                                        {"object": "embedding", "index": 1, "embedding": [1.0, 0.0, -0.75]}],
             "model": "as-asked", "usage": {"prompt_tokens": 8, "total_tokens": 8}}""";

    private static final String MESSAGES = "[{\"role\": \"user\", \"content\": \"Say \\\"hello\\\"\"}]";
    private static final String TEXTS = "[\"today is sunny\", \"the train is late\"]";

    static final List<Blueprint> ALL = List.of(
            chat("OpenAI: chat", Identity.bearer(), "/v1/chat/completions", "gpt-4o-mini"),
            embeddings("OpenAI: embeddings", Identity.bearer(), "/v1/embeddings", "text-embedding-3-small"),
            chat("Azure OpenAI: chat", new Header("api-key", ""),
                    "/openai/deployments/small/chat/completions?api-version=2024-10-21", null),
            embeddings("Azure OpenAI: embeddings", new Header("api-key", ""),
                    "/openai/deployments/small/embeddings?api-version=2024-10-21", null),
            chat("Vertex AI: chat", Identity.bearer(),
                    "/v1/projects/p1/locations/us-east-1/endpoints/openapi/chat/completions", "google/gemini-2.5-flash"),
            chat("DeepSeek: chat", Identity.bearer(), "/chat/completions", "deepseek-chat"),
            chat("Ollama: chat", new Nobody(), "/v1/chat/completions", "llama3.2"),
            embeddings("Ollama: embeddings", new Nobody(), "/v1/embeddings", "nomic-embed-text"),
            embeddings("Another Perch: by OpenAI's names", new Nobody(), "/v1/embeddings", "m1"));

    private OpenAiBlueprints() {
    }

    private static Blueprint chat(String heading, Identity identity, String target, String model) {
        return new Blueprint(heading, identity,
                List.of(Call.post(target, "{" + named(model) + "\"messages\": " + MESSAGES + "}", COMPLETION)),
                Outputs.response(COMPLETION));
    }

    private static Blueprint embeddings(String heading, Identity identity, String target, String model) {
        return new Blueprint(heading, identity,
                List.of(Call.post(target, "{" + named(model) + "\"input\": " + TEXTS + "}", EMBEDDINGS)),
                Outputs.embeddings("[0.25, -0.5, 0.125]", "[1.0, 0.0, -0.75]"));
    }

    /** @param model {@code null} where the url names it */
    private static String named(String model) {
        return model == null ? "" : "\"model\": \"" + model + "\", ";
    }
}
