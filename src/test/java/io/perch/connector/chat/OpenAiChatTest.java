package io.perch.connector.chat;

import static io.perch.connector.chat.Chats.action;
import static io.perch.connector.chat.Chats.bytes;
import static io.perch.connector.chat.Chats.chat;
import static io.perch.connector.chat.Chats.quoted;
import static io.perch.connector.chat.Chats.refused;
import static io.perch.connector.chat.Chats.tree;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.ErrorCode;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiChatTest {

    private static final String URL = "https://api.openai.com/v1/chat/completions";
    private static final String FILLED = quoted("{'model':'gpt','messages':[],'temperature':0.2 }\n");
    private static final Supplier<Head> NOBODY_ASKS = () -> {
        throw new AssertionError("the service says it itself");
    };

    @Test
    void membersFillThePlaceholdersOfTheirNames() {
        ChatRequest request = service("{}", "messages", "model", "temperature").request(
                chat("{'model': 'perch-name', 'messages': [{'role': 'user'}], 'temperature': 0.5, 'user': null}"), false);

        assertThat(request.whole()).isFalse();
        assertThat(request.parameters()).containsOnlyKeys("messages", "temperature", "stream");
        assertThat(request.parameters().get("messages")).isEqualTo(tree("[{'role': 'user'}]"));
        assertThat(request.parameters().get("stream")).isEqualTo(tree("false"));
        assertThat(request.completed(FILLED)).isSameAs(FILLED);
    }

    @Test
    void whatHasNoPlaceholderIsAddedUnlessTheTemplateHasIt() {
        ChatRequest request = service("{}", "messages").request(chat("{'model': 'm', 'messages': [], 'temperature': 0.9,"
                + " 'tools': [{'type': 'function'}], 'a\\\"b': '\\n', 'stop': null}"), false);

        assertThat(request.completed(FILLED)).isEqualTo(quoted("{'model':'gpt','messages':[],'temperature':0.2 ,"
                + "'tools':[{'type':'function'}],'a\\\"b':'\\n'}\n"));
        assertThat(request.parameters()).as("scalars may fill a header or a url").containsKeys("temperature", "a\"b")
                .doesNotContainKey("tools");
    }

    @Test
    void anEmptyPayloadGetsMembersToo() {
        assertThat(service("{}", "messages").request(chat("{'messages': [], 'n': 2, 'seed': 7}"), false).completed("{ }"))
                .isEqualTo("{ \"n\":2,\"seed\":7}");
    }

    @Test
    void aPayloadThatIsNoObjectCannotGetAny() {
        ChatRequest request = service("[]", "messages").request(chat("{'messages': [], 'n': 2}"), false);

        refused(ErrorCode.PAYLOAD_INVALID, () -> request.completed("[1]"));
    }

    @Test
    void aStreamIsAskedFor() {
        ChatRequest request = service("{}", "messages").request(chat("{'messages': [], 'stream': true}"), true);

        assertThat(request.completed("{\"messages\":[]}")).isEqualTo("{\"messages\":[],\"stream\":true}");
        assertThat(request.parameters().get("stream")).isEqualTo(tree("true"));
    }

    @Test
    void aPlaceholderForStreamIsFilledAndNothingAdded() {
        ChatRequest request = service("{'stream': ${parameters.stream}}", "messages", "stream")
                .request(chat("{'messages': []}"), true);

        assertThat(request.completed("{\"stream\":true}")).isEqualTo("{\"stream\":true}");
        assertThat(request.more()).isEmpty();
    }

    @Test
    void theCallersWordOnStreamingGoesBeforeTheConnectors() {
        ChatService streams = service("{'messages': ${parameters.messages}, 'stream': true}", "messages");
        ChatService never = service("{'messages': ${parameters.messages}, 'stream': false}", "messages");

        assertThat(streams.request(chat("{'messages': []}"), false).completed("{\"messages\":[],\"stream\":true}"))
                .isEqualTo("{\"messages\":[],\"stream\":false}");
        assertThat(never.request(chat("{'messages': []}"), true).completed("{\"messages\":[],\"stream\":false}"))
                .isEqualTo("{\"messages\":[],\"stream\":true}");
    }

    @Test
    void withoutATemplateTheChatItselfIsSent() {
        ChatRequest request = new OpenAiChat(action(URL, null, Map.of("model", "gpt"))).request(
                chat("{'messages': [{'role': 'user', 'content': 'hi'}], 'model': 'perch-name', 'n': 2}"), true);

        assertThat(request.whole()).isTrue();
        assertThat(request.parameters().get("http_body").textValue()).isEqualTo(
                quoted("{'model':'gpt','messages':[{'role':'user','content':'hi'}],'n':2,'stream':true}"));
    }

    @Test
    void aTemplateWithoutMessagesIsRefused() {
        var refused = refused(ErrorCode.REQUEST_INVALID,
                () -> service("{'prompt': '${parameters.prompt}'}", "prompt").request(chat("{'messages': []}"), false));

        assertThat(refused.hint()).contains("${parameters.messages}");
    }

    @Test
    void theAnswerIsHandedOnAsItIs() {
        String answer = "{ \"id\": \"chatcmpl-9\", \"é\": 1.50 }\n";

        assertThat(service("{}").completion(bytes(answer), NOBODY_ASKS)).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "[1]", "\"text\"", "{\"id\":", "{} {}", " "})
    void anAnswerThatIsNoObjectIsNotHandedOn(String answer) {
        refused(ErrorCode.REMOTE_ANSWER_UNREADABLE, () -> service("{}").completion(bytes(answer), NOBODY_ASKS));
    }

    private static ChatService service(String body, String... asked) {
        return new OpenAiChat(action(URL, quoted(body), Map.of("model", "gpt"), asked));
    }
}
