package io.perch.ingest.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkReaderTest {

    private static final String LINES = """
            {"index":{"_index":"a","_id":"1","pipeline":"p"}}
            {"t":"ü€😀"}

            {"delete":{"_id":"2"}}
            {"update":{"_id":"3","routing":5}}
            {"doc":{}}
            """;

    private final List<Entry> entries = new ArrayList<>();
    private final BulkReader reader = new BulkReader(50, entries::add);

    /** However the bytes are cut on their way. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 50, 1_000})
    void operationsComeInTheirOrder(int piece) {
        Buffer bytes = Buffer.buffer(LINES);
        for (int from = 0; from < bytes.length(); from += piece) {
            reader.feed(bytes.slice(from, Math.min(from + piece, bytes.length())));
        }
        reader.end();

        assertThat(entries).extracting(entry -> entry.action().verb()).containsExactly("index", "delete", "update");
        assertThat(entries).extracting(Entry::line).containsExactly(1L, 4L, 5L);
        assertThat(entries.getFirst().source().toString()).isEqualTo("{\"t\":\"ü€😀\"}");
        assertThat(entries.getFirst().action().pipeline()).isEqualTo("p");
        assertThat(entries.getFirst().action().metadata().toString()).isEqualTo("{\"_index\":\"a\",\"_id\":\"1\"}");
        assertThat(entries.get(1).source()).isNull();
        assertThat(entries.get(2).action().text("routing")).isEqualTo("5");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 13, 1_000})
    void aDocumentThatIsTooLongIsNotKeptAndTheNextOneGoesOn(int piece) {
        Buffer bytes = Buffer.buffer("{\"index\":{}}\n" + "x".repeat(51) + "\n{\"index\":{}}\n" + "y".repeat(50) + "\n");
        for (int from = 0; from < bytes.length(); from += piece) {
            reader.feed(bytes.slice(from, Math.min(from + piece, bytes.length())));
        }
        reader.end();

        assertThat(entries.getFirst().fault()).isInstanceOf(PerchException.class)
                .hasMessage("The document in line [2] has 51 bytes, the limit is 50");
        assertThat(entries.getFirst().source()).isNull();
        assertThat(entries.get(1).fault()).isNull();
        assertThat(entries.get(1).source().length()).isEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]\n", "{}\n", "{\"index\":{},\"delete\":{}}\n", "{\"index\":[]}\n", "{\"index\":{\"_id\":{}}}\n",
        "index\n", "{\"index\":{}} x\n", "{\"index\":{\"a\":1}}\n"})
    void whatIsNoActionEndsIt(String line) {
        assertThatThrownBy(() -> reader.feed(Buffer.buffer(line))).isInstanceOfSatisfying(PerchException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.BULK_MALFORMED);
            assertThat(refusal.reason()).contains("line [1]");
        });
    }

    @Test
    void anActionWithoutItsDocumentIsNotTheEnd() {
        reader.feed(Buffer.buffer("{\"index\":{}}\n"));

        assertThatThrownBy(reader::end).hasMessage("The document of the action in line [1] is missing");
    }
}
