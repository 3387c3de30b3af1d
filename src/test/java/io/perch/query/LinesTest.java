package io.perch.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perch.base.PerchException;
import io.perch.search.TestIndices;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {

    @Test
    void eachSearchHasTwoLines() {
        List<Lines.Pair> pairs = Lines.read(Buffer.buffer("{}\n{\"size\": 1}\n\n{\"size\": 2}\n"));

        assertThat(pairs).extracting(pair -> pair.header() + "|" + pair.source())
                .containsExactly("{}|{\"size\": 1}", "|{\"size\": 2}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"'\n{}\n{}\n' | 1", "'{}\n' | 0", "'{}\n{}\n{}\n' | 1", "'' | 0", "'\n' | 0"})
    void anEmptyFirstLineAndALastHeaderAreSkipped(String body, int searches) {
        assertThat(Lines.read(Buffer.buffer(body))).hasSize(searches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}\n{}", "{}", "\n{}"})
    void theLastLineMustEnd(String body) {
        assertThatThrownBy(() -> Lines.read(Buffer.buffer(body))).isInstanceOf(PerchException.class)
                .hasMessage("The msearch request must be terminated by a newline [\n]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                    | {"index":"usual"}
            {"index": "a"}                        | {"index":"a"}
            {"routing": "r", "index": ["a", "b"]} | {"routing":"r","index":"a,b"}
            {"indices": "a,b"}                    | {"index":"a,b"}
            {"index": null}                       | {"index":"usual"}
            {"index": "a*"}                       | {"index":"a*,-perch-*,-.*"}
            {"index": []}                         | {"index":"usual"}""")
    void aHeaderSaysWhereToSearch(String header, String sent) {
        assertThat(item(header).header().toString()).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"index\": \"perch-x\"}", "{\"indices\": [\"a\", \".x\"]}", "{\"index\": \"_cat\"}"})
    void aForbiddenIndexIsTheFaultOfOneSearch(String header) {
        assertThat(item(header).failure()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"index\": {}}", "{\"index\": [1]}", "{\"index\": [[\"a\"]]}", "[]", "{\"index\": ", "x"})
    void aBrokenHeaderIsTheFaultOfAll(String header) {
        assertThatThrownBy(() -> item(header)).isInstanceOf(PerchException.class);
    }

    private static Item item(String header) {
        return Item.read(new Lines.Pair(Buffer.buffer(header), Buffer.buffer("{}")), "usual", TestIndices.usual());
    }
}
