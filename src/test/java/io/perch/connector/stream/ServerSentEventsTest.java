package io.perch.connector.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerSentEventsTest {

    private static final String STREAM = ": hello\nevent: delta\ndata: {\"a\": \"é😀\"}\n\ndata: one\ndata:two\n\nid: 7\n\ndata\n\n";

    @Test
    void readsTheDataOfEachEvent() {
        assertThat(read(STREAM)).containsExactly("{\"a\": \"é😀\"}", "one\ntwo", "");
    }

    @Test
    void readsTheSameFromBytesOneByOne() {
        ServerSentEvents events = new ServerSentEvents(1_000);
        List<String> found = new ArrayList<>();
        for (byte next : STREAM.getBytes(StandardCharsets.UTF_8)) {
            found.addAll(events.read(new byte[] {next}));
        }
        assertThat(found).containsExactly("{\"a\": \"é😀\"}", "one\ntwo", "");
    }

    @Test
    void linesEndInAnyOfThreeWays() {
        assertThat(read("data: a\r\n\r\ndata: b\r\rdata: c\n\n")).containsExactly("a", "b", "c");
    }

    @Test
    void anEventThatIsNotEndedIsNone() {
        assertThat(read("data: a")).isEmpty();
        assertThat(read("data: a\n")).isEmpty();
    }

    @Test
    void onlyTheFirstSpaceAfterTheColonIsLeftOut() {
        assertThat(read("data:  two\n\n")).containsExactly(" two");
    }

    @Test
    void aMemberWhoseNameOnlyBeginsLikeDataIsSkipped() {
        assertThat(read("dataset: x\n\n")).isEmpty();
    }

    @Test
    void refusesAnEventWithoutEnd() {
        ServerSentEvents events = new ServerSentEvents(10);
        assertThatThrownBy(() -> events.read("data: 12345678901".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(PerchException.class, why ->
                        assertThat(why.code()).isEqualTo(ErrorCode.REMOTE_ANSWER_TOO_LARGE));
    }

    private static List<String> read(String text) {
        return new ServerSentEvents(1_000).read(text.getBytes(StandardCharsets.UTF_8));
    }
}
