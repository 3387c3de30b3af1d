package io.perch.connector.chat;

import static io.perch.connector.chat.Chats.HEAD;
import static io.perch.connector.chat.Chats.quoted;
import static io.perch.connector.chat.Chats.refused;
import static io.perch.connector.chat.Chats.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.ErrorCode;
import io.perch.connector.chat.ClaudeEvents.Framed;
import io.perch.connector.chat.ClaudeEvents.Plain;
import io.perch.connector.stream.AwsEvents;
import io.perch.connector.stream.Deltas;
import io.perch.connector.stream.ServerSentEvents;
import io.perch.model.Delta;
import io.perch.testing.EventFrames;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The events of Anthropic's documentation, plain and as Bedrock wraps them. */
class ClaudeChunksTest {

    private static final int BOUND = 10_000;
    private static final String START = "{'type': 'message_start', 'message': {'id': 'msg_1', 'type': 'message',"
            + " 'role': 'assistant', 'content': [], 'model': 'claude-3', 'usage': {'input_tokens': 25, 'output_tokens': 1}}}";
    private static final String TEXT = "{'type': 'content_block_delta', 'index': 0,"
            + " 'delta': {'type': 'text_delta', 'text': 'Hé'}}";
    private static final String STOP = "{'type': 'message_delta', 'delta': {'stop_reason': 'end_turn', 'stop_sequence': null},"
            + " 'usage': {'output_tokens': 15}}";
    private static final String[] STREAM = {START, "{'type': 'content_block_start', 'index': 0}", "{'type': 'ping'}",
        "{'type': 'content_block_delta', 'delta': {'type': 'thinking_delta', 'thinking': 'hm'}}", TEXT,
        "{'type': 'content_block_stop', 'index': 0}", STOP, "{'type': 'message_stop'}"};

    enum House {
        ANTHROPIC {
            @Override
            Deltas reader(boolean usage) {
                return new ClaudeChunks(new Plain(new ServerSentEvents(BOUND)), HEAD, usage);
            }

            @Override
            byte[] event(String json) {
                return ("event: x\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
            }
        },
        BEDROCK {
            @Override
            Deltas reader(boolean usage) {
                return new ClaudeChunks(new Framed(new AwsEvents(BOUND)), HEAD, usage);
            }

            @Override
            byte[] event(String json) {
                return EventFrames.claude(json);
            }
        };

        abstract Deltas reader(boolean usage);

        abstract byte[] event(String json);

        byte[] stream(String... events) {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            for (String event : events) {
                stream.writeBytes(event(quoted(event)));
            }
            return stream.toByteArray();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStreamInOpenAisWords(House house) {
        Deltas reader = house.reader(false);
        List<Delta> deltas = new ArrayList<>();
        for (byte next : house.stream(STREAM)) {
            deltas.addAll(reader.read(new byte[] {next}));
        }
        deltas.addAll(reader.end());

        assertThat(deltas).extracting(Delta::content).containsExactly("", "Hé", "", "");
        assertThat(deltas.getLast()).isEqualTo(Delta.LAST);
        List<JsonNode> chunks = deltas.subList(0, 3).stream().map(delta -> tree(delta.event())).toList();
        assertThat(chunks.getFirst()).isEqualTo(tree("""
                {'id': 'msg_1', 'object': 'chat.completion.chunk', 'created': 1700000000, 'model': 'claude-3', 'choices': [
                    {'index': 0, 'delta': {'role': 'assistant', 'content': ''}, 'logprobs': null, 'finish_reason': null}]}"""));
        assertThat(chunks.get(1).at("/choices/0/delta")).isEqualTo(tree("{'content': 'Hé'}"));
        assertThat(chunks.get(2).at("/choices/0/finish_reason").textValue()).isEqualTo("stop");
    }

    @ParameterizedTest
    @EnumSource
    void whatItTookComesLastForWhoAskedForIt(House house) {
        assertThat(tree(house.reader(true).read(house.stream(STREAM)).getLast().event()).path("usage"))
                .isEqualTo(tree("{'prompt_tokens': 25, 'completion_tokens': 15, 'total_tokens': 40}"));
    }

    @ParameterizedTest
    @EnumSource
    void aStreamThatEndsTooEarlyIsAFailure(House house) {
        Deltas reader = house.reader(false);
        reader.read(house.stream(START, TEXT));

        refused(ErrorCode.REMOTE_ANSWER_UNREADABLE, reader::end);
    }

    @ParameterizedTest
    @EnumSource
    void aServiceThatGivesUp(House house) {
        byte[] stream = house.stream(START, "{'type': 'error', 'error': {'type': 'overloaded_error', 'message': 'Overloaded'}}");

        assertThat(refused(ErrorCode.REMOTE_FAILED, () -> house.reader(false).read(stream)).reason()).contains("Overloaded");
    }

    @ParameterizedTest
    @EnumSource
    void anEventThatIsNoJson(House house) {
        refused(ErrorCode.REMOTE_ANSWER_UNREADABLE, () -> house.reader(false).read(house.event("{broken")));
    }
}
