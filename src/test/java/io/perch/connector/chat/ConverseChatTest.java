package io.perch.connector.chat;

import static io.perch.connector.chat.Chats.HEAD;
import static io.perch.connector.chat.Chats.action;
import static io.perch.connector.chat.Chats.bytes;
import static io.perch.connector.chat.Chats.chat;
import static io.perch.connector.chat.Chats.payload;
import static io.perch.connector.chat.Chats.refused;
import static io.perch.connector.chat.Chats.tree;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.ErrorCode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConverseChatTest {

    private static final String URL = "https://bedrock-runtime.us-east-1.amazonaws.com/model/m/converse";

    @Test
    void aChatInConversesWords() {
        assertThat(payload(service(), """
                {'model': 'perch-name', 'max_tokens': 100, 'temperature': 0.5, 'top_p': 0.9, 'stop': ['END', 'STOP'],
                 'messages': [{'role': 'system', 'content': 'Be brief.'}, {'role': 'user', 'content': 'Hello'},
                              {'role': 'developer', 'content': [{'type': 'text', 'text': 'In German.'}]},
                              {'role': 'assistant', 'content': 'Hallo'}, {'role': 'user', 'content': 'How are you?'}]}"""))
                .isEqualTo(tree("""
                {'messages': [{'role': 'user', 'content': [{'text': 'Hello'}]},
                              {'role': 'assistant', 'content': [{'text': 'Hallo'}]},
                              {'role': 'user', 'content': [{'text': 'How are you?'}]}],
                 'system': [{'text': 'Be brief.'}, {'text': 'In German.'}],
                 'inferenceConfig': {'maxTokens': 100, 'temperature': 0.5, 'topP': 0.9, 'stopSequences': ['END', 'STOP']}}"""));
    }

    @Test
    void theSidesTakeTurns() {
        assertThat(payload(service(), """
                {'messages': [{'role': 'user', 'content': 'a'}, {'role': 'system', 'content': 's'},
                              {'role': 'user', 'content': 'b'}, {'role': 'assistant', 'content': null},
                              {'role': 'user', 'content': [{'type': 'text', 'text': 'c'}]}]}""").path("messages"))
                .isEqualTo(tree("[{'role': 'user', 'content': [{'text': 'a'}, {'text': 'b'}, {'text': 'c'}]}]"));
    }

    @ParameterizedTest
    @CsvSource({"png, png", "jpeg, jpeg", "jpg, jpeg", "gif, gif", "webp, webp"})
    void imagesComeAsThemselves(String type, String format) {
        assertThat(payload(service(), """
                {'messages': [{'role': 'user', 'content': [{'type': 'text', 'text': 'What is it?'},
                    {'type': 'image_url', 'image_url': {'url': 'data:image/%s;base64,iVBORw0='}}]}]}""".formatted(type))
                .at("/messages/0/content/1"))
                .isEqualTo(tree("{'image': {'format': '" + format + "', 'source': {'bytes': 'iVBORw0='}}}"));
    }

    @Test
    void whatTheCallerDoesNotSayTheConnectorSays() {
        Map<String, String> presets = Map.of("max_tokens", "64", "temperature", "0.1", "top_p", "much", "system", "x");

        assertThat(payload(new ConverseChat(action(URL, "{}", presets)),
                "{'messages': [{'role': 'user', 'content': 'a'}], 'temperature': 0.7}").path("inferenceConfig"))
                .isEqualTo(tree("{'maxTokens': 64, 'temperature': 0.7}"));
    }

    @Test
    void theNewerNameOfTheLimitGoesFirst() {
        assertThat(payload(service(), "{'messages': [{'role': 'user', 'content': 'a'}], 'max_tokens': 5,"
                + " 'max_completion_tokens': 9, 'stop': 'END'}").path("inferenceConfig"))
                .isEqualTo(tree("{'maxTokens': 9, 'stopSequences': ['END']}"));
    }

    @Test
    void whatChangesNothingIsNotRefused() {
        assertThat(payload(service(), """
                {'messages': [{'role': 'user', 'content': 'a', 'tool_calls': []}], 'n': 1, 'presence_penalty': 0,
                 'frequency_penalty': 0.0, 'logprobs': false, 'tools': [], 'tool_choice': 'auto', 'logit_bias': {},
                 'response_format': {'type': 'text'}, 'user': 'u', 'seed': 7, 'top_logprobs': null, 'metadata': {'a': 'b'}}""")
                .size()).isEqualTo(1);
    }

    @Test
    void whatConverseIsNotAskedIsRefusedAllAtOnce() {
        var refused = refused(ErrorCode.REQUEST_INVALID, () -> service().request(chat("""
                {'messages': [{'role': 'tool', 'content': 'x', 'tool_call_id': '1'},
                              {'role': 'assistant', 'content': null, 'tool_calls': [{'id': '1'}]},
                              {'role': 'system', 'content': [{'type': 'image_url',
                                                              'image_url': {'url': 'data:image/png;base64,aa'}}]},
                              {'role': 'user', 'content': [{'type': 'input_audio'}, {'type': 'image_url',
                                                           'image_url': {'url': 'https://host/cat.png'}}]}],
                 'tools': [{'type': 'function'}], 'n': 2, 'logprobs': true, 'response_format': {'type': 'json_object'}}"""),
                false));

        assertThat(refused.reason()).contains("Bedrock Converse", "tools is not for this service", "n is not", "logprobs is not",
                "response_format is not", "messages[0].role is tool", "messages[1].tool_calls is not",
                "messages[2].content has an image", "messages[3].content[0].type is input_audio",
                "messages[3].content[1].image_url.url must be the image itself");
        assertThat(refused.details().member()).isEqualTo("tools");
        assertThat(refused.hint()).contains("_predict");
    }

    @Test
    void aChatInWhichNobodySpeaks() {
        assertThat(refused(ErrorCode.REQUEST_INVALID, () -> service().request(
                chat("{'messages': [{'role': 'system', 'content': 'a'}]}"), false)).reason())
                .contains("something that the user says");
    }

    @Test
    void aWholeAnswer() {
        assertThat(tree(completion("""
                {'output': {'message': {'role': 'assistant', 'content': [{'reasoningContent': {'reasoningText': {'text': 'hm'}}},
                    {'text': 'Hello '}, {'text': 'world'}]}}, 'stopReason': 'end_turn',
                 'usage': {'inputTokens': 3, 'outputTokens': 5, 'totalTokens': 9}, 'metrics': {'latencyMs': 1}}""")))
                .isEqualTo(tree("""
                {'id': 'chatcmpl-1', 'object': 'chat.completion', 'created': 1700000000, 'model': 'm1',
                 'choices': [{'index': 0, 'message': {'role': 'assistant', 'content': 'Hello world', 'refusal': null},
                              'logprobs': null, 'finish_reason': 'stop'}],
                 'usage': {'prompt_tokens': 3, 'completion_tokens': 5, 'total_tokens': 9}}"""));
    }

    @ParameterizedTest
    @CsvSource({"end_turn, stop", "stop_sequence, stop", "max_tokens, length", "model_context_window_exceeded, length",
        "guardrail_intervened, content_filter", "content_filtered, content_filter", "tool_use, tool_calls", "unheard_of, stop"})
    void whyItEnds(String stopReason, String finishReason) {
        assertThat(tree(completion("{'output': {'message': {'content': []}}, 'stopReason': '" + stopReason + "'}"))
                .at("/choices/0/finish_reason").textValue()).isEqualTo(finishReason);
    }

    @Test
    void whatIsNotToldIsNotMadeUp() {
        assertThat(tree(completion("{'output': {'message': {'content': [{'text': 'a'}]}}}")).has("usage")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{'output': {'message': {'content': 'text'}}}", "{'message': 'Not authorized'}"})
    void anAnswerOfAnotherShape(String answer) {
        assertThat(refused(ErrorCode.REMOTE_ANSWER_UNEXPECTED, () -> completion(answer)).reason())
                .contains("/output/message/content");
    }

    @Test
    void anAnswerThatIsNoJson() {
        refused(ErrorCode.REMOTE_ANSWER_UNREADABLE, () -> completion("<html>"));
    }

    private static String completion(String answer) {
        return service().completion(bytes(answer), () -> HEAD);
    }

    private static ConverseChat service() {
        return new ConverseChat(action(URL, "{}", Map.of()));
    }
}
