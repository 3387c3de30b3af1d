package io.perch.connector.chat;

import static io.perch.connector.chat.Chats.HEAD;
import static io.perch.connector.chat.Chats.quoted;
import static io.perch.connector.chat.Chats.refused;
import static io.perch.connector.chat.Chats.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.model.Delta;
import io.perch.testing.EventFrames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConverseChunksTest {

    private static final byte[] START = event("messageStart", "{'role': 'assistant'}");
    private static final byte[] TEXT = event("contentBlockDelta", "{'contentBlockIndex': 0, 'delta': {'text': 'Hé'}}");
    private static final byte[] THOUGHT = event("contentBlockDelta", "{'delta': {'reasoningContent': {'text': 'hm'}}}");
    private static final byte[] STOP = event("messageStop", "{'stopReason': 'max_tokens'}");
    private static final byte[] METADATA = event("metadata",
            "{'usage': {'inputTokens': 3, 'outputTokens': 5, 'totalTokens': 8}, 'metrics': {'latencyMs': 1}}");
    private static final byte[] STREAM = EventFrames.stream(START, THOUGHT, TEXT, event("contentBlockStop", "{}"), STOP,
            METADATA);

    private static final String OPENING = "{'delta': {'role': 'assistant', 'content': ''}, 'finish_reason': null}";
    private static final String CONTENT = "{'delta': {'content': 'Hé'}, 'finish_reason': null}";
    private static final String CLOSING = "{'delta': {}, 'finish_reason': 'length'}";

    @Test
    void aStreamInOpenAisWords() {
        ConverseChunks chunks = chunks(false);

        List<Delta> deltas = new ArrayList<>(chunks.read(STREAM));
        deltas.addAll(chunks.end());

        assertThat(choices(deltas)).containsExactly(tree(OPENING), tree(CONTENT), tree(CLOSING));
        assertThat(deltas).extracting(Delta::content).containsExactly("", "Hé", "", "");
        assertThat(deltas.getLast()).isEqualTo(Delta.LAST);
        assertThat(tree(deltas.getFirst().event())).isEqualTo(tree("""
                {'id': 'chatcmpl-1', 'object': 'chat.completion.chunk', 'created': 1700000000, 'model': 'm1', 'choices': [
                    {'index': 0, 'delta': {'role': 'assistant', 'content': ''}, 'logprobs': null, 'finish_reason': null}]}"""));
    }

    @Test
    void theSameFromBytesOneByOne() {
        ConverseChunks chunks = chunks(false);
        List<Delta> deltas = new ArrayList<>();
        for (byte next : STREAM) {
            deltas.addAll(chunks.read(new byte[] {next}));
        }
        assertThat(choices(deltas)).containsExactly(tree(OPENING), tree(CONTENT), tree(CLOSING));
    }

    @Test
    void whatItTookComesLastForWhoAskedForIt() {
        Delta last = chunks(true).read(STREAM).getLast();

        assertThat(tree(last.event()).path("choices")).isEqualTo(tree("[]"));
        assertThat(tree(last.event()).path("usage")).isEqualTo(
                tree("{'prompt_tokens': 3, 'completion_tokens': 5, 'total_tokens': 8}"));
    }

    @Test
    void aStreamThatBeginsInTheMiddleIsOpenedAllTheSame() {
        assertThat(choices(chunks(false).read(EventFrames.stream(TEXT, STOP))))
                .containsExactly(tree(OPENING), tree(CONTENT), tree(CLOSING));
    }

    @Test
    void aStreamThatEndsTooEarlyIsAFailure() {
        ConverseChunks early = chunks(false);
        early.read(EventFrames.stream(START, TEXT));
        refused(ErrorCode.REMOTE_ANSWER_UNREADABLE, early::end);

        ConverseChunks cut = chunks(false);
        cut.read(EventFrames.stream(STOP, Arrays.copyOf(METADATA, 20)));
        refused(ErrorCode.REMOTE_ANSWER_UNREADABLE, cut::end);
    }

    @Test
    void aServiceThatGivesUp() {
        assertThat(refused(ErrorCode.REMOTE_FAILED, () -> chunks(false).read(EventFrames.stream(START,
                EventFrames.exception("throttlingException", quoted("{'message': 'slow down'}"))))).reason())
                .contains("throttlingException", "slow down");
    }

    /** What the events say, without what is the same in each. */
    private static List<JsonNode> choices(List<Delta> deltas) {
        return deltas.stream().filter(delta -> delta.event() != null).map(delta -> tree(delta.event()).at("/choices/0"))
                .peek(choice -> ((ObjectNode) choice).remove(List.of("index", "logprobs")))
                .toList();
    }

    private static ConverseChunks chunks(boolean usage) {
        return new ConverseChunks(new Completion(HEAD), usage, 10_000);
    }

    private static byte[] event(String name, String json) {
        return EventFrames.event(name, quoted(json));
    }
}
