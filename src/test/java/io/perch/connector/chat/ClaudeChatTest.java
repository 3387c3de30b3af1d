package io.perch.connector.chat;

import static io.perch.connector.chat.Chats.HEAD;
import static io.perch.connector.chat.Chats.action;
import static io.perch.connector.chat.Chats.bytes;
import static io.perch.connector.chat.Chats.chat;
import static io.perch.connector.chat.Chats.payload;
import static io.perch.connector.chat.Chats.quoted;
import static io.perch.connector.chat.Chats.refused;
import static io.perch.connector.chat.Chats.tree;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.ErrorCode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaudeChatTest {

    private static final String INVOKE = "https://bedrock-runtime.us-east-1.amazonaws.com/model/m/invoke";
    private static final String ANTHROPIC = "https://api.anthropic.com/v1/messages";
    private static final String HELLO = "{'messages': [{'role': 'user', 'content': 'Hello'}]}";

    @Test
    void aChatForBedrocksInvoke() {
        assertThat(payload(bedrock("{'anthropic_version': '${parameters.anthropic_version}'}", Map.of()), """
                {'model': 'perch-name', 'max_completion_tokens': 100, 'temperature': 0, 'top_p': 0.9, 'stop': 'END',
                 'messages': [{'role': 'system', 'content': 'Be brief.'}, {'role': 'system', 'content': 'In German.'},
                              {'role': 'user', 'content': [{'type': 'text', 'text': 'What is it?'},
                                  {'type': 'image_url', 'image_url': {'url': 'data:image/jpg;base64,aa'}}]}]}"""))
                .isEqualTo(tree("""
                {'anthropic_version': 'bedrock-2023-05-31', 'max_tokens': 100, 'temperature': 0, 'top_p': 0.9,
                 'stop_sequences': ['END'], 'system': 'Be brief.\\n\\nIn German.',
                 'messages': [{'role': 'user', 'content': [{'type': 'text', 'text': 'What is it?'},
                     {'type': 'image', 'source': {'type': 'base64', 'media_type': 'image/jpeg', 'data': 'aa'}}]}]}"""));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
        "{'anthropic_version': '${parameters.anthropic_version}'}, bedrock-2099-01-01",
        "{'anthropic_version' : 'vertex-2023-10-16'},              vertex-2023-10-16"})
    void theConnectorSaysWhichVersion(String body, String version) {
        assertThat(payload(bedrock(body, Map.of("anthropic_version", "bedrock-2099-01-01")), HELLO).path("anthropic_version")
                .textValue()).isEqualTo(version);
    }

    @Test
    void atAnthropicItselfTheConnectorSaysWhichModel() {
        ChatService service = new ClaudeChat(action(ANTHROPIC, "{}", Map.of("model", "claude-x", "max_tokens", "77")));

        assertThat(payload(service, HELLO)).isEqualTo(tree("{'model': 'claude-x', 'max_tokens': 77,"
                + " 'messages': [{'role': 'user', 'content': [{'type': 'text', 'text': 'Hello'}]}]}"));
        assertThat(refused(ErrorCode.REQUEST_INVALID,
                () -> new ClaudeChat(action(ANTHROPIC, "{}", Map.of())).request(chat(HELLO), false)).hint())
                .contains("parameters.model");
    }

    @Test
    void aLimitThatNobodySaysIsOneThatEveryClaudeCanKeep() {
        assertThat(payload(bedrock("{'anthropic_version': 'v'}", Map.of()), HELLO).path("max_tokens").intValue()).isEqualTo(4096);
    }

    @Test
    void streamsAreAskedForAsTheHouseWantsIt() {
        ChatService anthropic = new ClaudeChat(action(ANTHROPIC, "{}", Map.of("model", "claude-x")));
        ChatService bedrock = bedrock("{'anthropic_version': 'v'}", Map.of());

        assertThat(tree(anthropic.request(chat(HELLO), true).parameters().get("http_body").textValue()).path("stream"))
                .isEqualTo(tree("true"));
        assertThat(anthropic.streaming(ANTHROPIC)).isEqualTo(ANTHROPIC);
        assertThat(tree(bedrock.request(chat(HELLO), true).parameters().get("http_body").textValue()).has("stream")).isFalse();
        assertThat(bedrock.streaming(INVOKE)).isEqualTo(INVOKE + "-with-response-stream");
    }

    @Test
    void streamsOfAnotherHouseAreRefused() {
        ChatService vertex = new ClaudeChat(action("https://host/publishers/anthropic/models/m:rawPredict",
                quoted("{'anthropic_version': 'vertex-2023-10-16'}"), Map.of()));

        assertThat(refused(ErrorCode.REQUEST_INVALID, () -> vertex.request(chat(HELLO), true)).details().member())
                .isEqualTo("stream");
    }

    @Test
    void whatClaudeIsNotAskedIsRefused() {
        assertThat(refused(ErrorCode.REQUEST_INVALID, () -> bedrock("{'anthropic_version': 'v'}", Map.of()).request(
                chat("{'messages': [{'role': 'user', 'content': 'a'}], 'tools': [{'type': 'function'}]}"), false)).reason())
                .contains("With Claude", "tools is not for this service");
    }

    @Test
    void aWholeAnswer() {
        String answer = bedrock("{'anthropic_version': 'v'}", Map.of()).completion(bytes("""
                {'id': 'msg_1', 'type': 'message', 'role': 'assistant', 'model': 'claude-3',
                 'content': [{'type': 'thinking', 'thinking': 'hm'}, {'type': 'text', 'text': 'Hello'}],
                 'stop_reason': 'max_tokens', 'usage': {'input_tokens': 3, 'output_tokens': 5}}"""), () -> HEAD);

        assertThat(tree(answer)).isEqualTo(tree("""
                {'id': 'msg_1', 'object': 'chat.completion', 'created': 1700000000, 'model': 'claude-3',
                 'choices': [{'index': 0, 'message': {'role': 'assistant', 'content': 'Hello', 'refusal': null},
                              'logprobs': null, 'finish_reason': 'length'}],
                 'usage': {'prompt_tokens': 3, 'completion_tokens': 5, 'total_tokens': 8}}"""));
    }

    @Test
    void anAnswerOfAnotherShape() {
        refused(ErrorCode.REMOTE_ANSWER_UNEXPECTED,
                () -> bedrock("{'anthropic_version': 'v'}", Map.of()).completion(bytes("{'completion': 'Hello'}"), () -> HEAD));
    }

    private static ChatService bedrock(String body, Map<String, String> presets) {
        return new ClaudeChat(action(INVOKE, quoted(body), presets));
    }
}
