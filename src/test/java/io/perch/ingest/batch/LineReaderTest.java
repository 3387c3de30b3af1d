package io.perch.ingest.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {

    private static final int LONGEST = 20;
    private static final byte[] TEXT = "{\"a\":1}\n\n{\"b\":2}\r\n  \n{\"long\":\"0123456789012345\"}\n{\"\u00e4\":3}"
            .getBytes(StandardCharsets.UTF_8);

    private static List<List<Line>> bulks(LineReader reader, byte[] bytes, int piece, int mostLines, long mostBytes) {
        List<List<Line>> bulks = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += piece) {
            Buffer some = Buffer.buffer(bytes).slice(from, Math.min(bytes.length, from + piece));
            bulks.addAll(reader.feed(some, mostLines, mostBytes));
        }
        bulks.addAll(reader.end());
        return bulks;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void linesAreTheSameInWhateverPiecesTheyCome(int piece) {
        List<Line> lines = bulks(new LineReader(LONGEST, 0, 0), TEXT, piece, 100, 1_000).getFirst();

        assertThat(lines).extracting(Line::number).containsExactly(1L, 3L, 5L, 6L);
        assertThat(lines).extracting(line -> line.bytes() == null ? null : line.bytes().toString().strip())
                .containsExactly("{\"a\":1}", "{\"b\":2}", null, "{\"\u00e4\":3}");
        assertThat(lines.get(2).fault()).isEqualTo("it has 27 bytes, and perch.ingest.max-document-size is 20");
    }

    @Test
    void whoBeginsWhereALineEndsReadsTheRest() {
        List<Line> all = bulks(new LineReader(LONGEST, 0, 0), TEXT, 5, 100, 1_000).getFirst();

        for (Line line : all.subList(0, 3)) {
            int end = (int) line.end();
            byte[] rest = new String(TEXT, end, TEXT.length - end, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
            assertThat(bulks(new LineReader(LONGEST, end, line.number()), rest, 4, 100, 1_000).getFirst())
                    .extracting(Line::number, Line::end)
                    .containsExactlyElementsOf(all.stream().filter(later -> later.number() > line.number())
                            .map(later -> org.assertj.core.groups.Tuple.tuple(later.number(), later.end())).toList());
        }
    }

    @Test
    void aBulkIsFullByLinesOrByBytes() {
        byte[] lines = "1\n22\n333\n4444\n55555\n".getBytes(StandardCharsets.UTF_8);

        assertThat(bulks(new LineReader(LONGEST, 0, 0), lines, 100, 2, 1_000)).extracting(List::size).containsExactly(2, 2, 1);
        assertThat(bulks(new LineReader(LONGEST, 0, 0), lines, 100, 100, 6)).extracting(List::size).containsExactly(3, 1, 1);
        assertThat(bulks(new LineReader(LONGEST, 0, 0), lines, 100, 100, 1)).extracting(List::size)
                .containsExactly(1, 1, 1, 1, 1);
    }

    @Test
    void nothingIsNoBulk() {
        assertThat(bulks(new LineReader(LONGEST, 0, 0), "\n \n\r\n".getBytes(StandardCharsets.UTF_8), 2, 2, 10)).isEmpty();
    }
}
