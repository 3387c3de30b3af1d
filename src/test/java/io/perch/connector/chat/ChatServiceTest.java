package io.perch.connector.chat;

import static io.perch.connector.chat.Chats.action;
import static io.perch.connector.chat.Chats.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.ErrorCode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatServiceTest {

    private static final String BEDROCK = "https://bedrock-runtime.us-east-1.amazonaws.com/model/${parameters.model}";

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1/chat/completions, OpenAiChat",
        "https://r.openai.azure.com/openai/deployments/gpt/chat/completions?api-version=2024-06-01, OpenAiChat",
        "https://api.deepseek.com/chat/completions/, OpenAiChat",
        "http://${parameters.host}:11434/v1/chat/completions, OpenAiChat",
        "https://europe-west1-aiplatform.googleapis.com/v1/projects/p/locations/l/endpoints/openapi/chat/completions, OpenAiChat",
        BEDROCK + "/converse, ConverseChat",
        "https://api.anthropic.com/v1/messages, ClaudeChat",
        "https://gateway/anthropic/v1/messages?beta=true, ClaudeChat"})
    void theUrlTellsHowAServiceWantsAChat(String url, String kind) {
        assertThat(ChatService.of(action(url, "{}", Map.of())).getClass().getSimpleName()).isEqualTo(kind);
    }

    @Test
    void claudeByInvokeIsToldByItsVersion() {
        assertThat(ChatService.of(action(BEDROCK + "/invoke", "{\"anthropic_version\": \"bedrock-2023-05-31\"}", Map.of())))
                .isInstanceOf(ClaudeChat.class);
    }

    @Test
    void whatTheConnectorSaysGoesBeforeItsUrl() {
        assertThat(ChatService.of(action("https://gateway/llm", "{}", Map.of("_llm_interface", "bedrock/converse/claude"))))
                .isInstanceOf(ConverseChat.class);
        assertThat(ChatService.of(action("https://gateway/converse", "{}",
                Map.of("_llm_interface", "openai/v1/chat/completions")))).isInstanceOf(OpenAiChat.class);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1/embeddings",
        BEDROCK + "/invoke",
        "https://api.example.com/chat?path=/chat/completions",
        "${parameters.url}"})
    void anyOtherIsRefusedWithWhatAUrlShouldLookLike(String url) {
        var refused = refused(ErrorCode.REQUEST_INVALID, () -> ChatService.of(action(url, "{\"inputText\": \"x\"}", Map.of())));

        assertThat(refused.hint()).contains("/chat/completions", "/converse", "/v1/messages", "anthropic_version",
                "_llm_interface");
        assertThat(refused.details().member()).isEqualTo("model");
    }
}
