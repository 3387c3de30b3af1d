package io.perch.query.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcePathTest {

    private static final String SOURCE = "{\"query\": {\"bool\": {\"must\": [{\"term\": {\"a.b\": {\"value\": 1}}},"
            + " {\"term\": {\"c\": {\"value\": 2}}}]}}, \"size\": null}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            query.bool.must.1.term.c.value              | /query/bool/must/1/term/c/value
            $.query.bool.must[1].term.c.value           | /query/bool/must/1/term/c/value
            query.bool.must[0].term['a.b'].value        | /query/bool/must/0/term/a.b/value
            query.bool.must[*].term.c.value             | /query/bool/must/1/term/c/value
            size                                        | /size
            ext.ml_inference.x                          | /ext/ml_inference/x
            $.ext.other                                 | /ext/other""")
    void whatIsThereGetsAnotherValueAndExtensionsAreMade(String path, String place) {
        ObjectNode source = json();

        assertThat(SourcePath.of(path).isIn(source)).isTrue();
        assertThat(SourcePath.of(path).put(source, IntNode.valueOf(9)).at(place).asInt()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource({"query.bool.must.2.term", "query.none", "$.query.bool.must[7]", "extra.x", "from"})
    void whatIsNotThereIsNoPlace(String path) {
        assertThat(SourcePath.of(path).isIn(json())).isFalse();
    }

    private static ObjectNode json() {
        return Json.read(SOURCE, ObjectNode.class);
    }
}
