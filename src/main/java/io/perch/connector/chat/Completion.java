package io.perch.connector.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Answers as OpenAI writes them, {@code chat.completion} and {@code chat.completion.chunk}, one choice each. */
record Completion(Head head) {

    /** @param total what the service calls their sum, or {@code null} when it leaves the sum to its readers */
    record Tokens(long prompt, long completion, Long total) {

        private void write(ObjectNode into) {
            into.putObject("usage").put("prompt_tokens", prompt).put("completion_tokens", completion)
                    .put("total_tokens", total == null ? prompt + completion : total);
        }
    }

    /** @param tokens {@code null} when they are not known */
    String whole(String text, String finishReason, Tokens tokens) {
        ObjectNode completion = begin("chat.completion");
        ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", text).putNull("refusal");
        choice.putNull("logprobs").put("finish_reason", finishReason);
        if (tokens != null) {
            tokens.write(completion);
        }
        return completion.toString();
    }

    /** Before the first text. */
    String opening() {
        return chunk(JsonNodeFactory.instance.objectNode().put("role", "assistant").put("content", ""), null);
    }

    String text(String text) {
        return chunk(JsonNodeFactory.instance.objectNode().put("content", text), null);
    }

    /** After the last text. */
    String closing(String finishReason) {
        return chunk(JsonNodeFactory.instance.objectNode(), finishReason);
    }

    /** For those who asked for it, last of all. */
    String usage(Tokens tokens) {
        ObjectNode chunk = begin("chat.completion.chunk");
        chunk.putArray("choices");
        tokens.write(chunk);
        return chunk.toString();
    }

    private String chunk(JsonNode delta, String finishReason) {
        ObjectNode chunk = begin("chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finishReason);
        return chunk.toString();
    }

    private ObjectNode begin(String object) {
        return JsonNodeFactory.instance.objectNode().put("id", head.id()).put("object", object).put("created", head.created())
                .put("model", head.model());
    }

    /** OpenAI's word for why an answer ends where it does, from Bedrock's and Anthropic's, which are the same. */
    static String finishReason(String stopReason) {
        return switch (stopReason) {
            case "max_tokens", "model_context_window_exceeded" -> "length";
            case "guardrail_intervened", "content_filtered", "refusal" -> "content_filter";
            case "tool_use" -> "tool_calls";
            default -> "stop";
        };
    }
}
