package io.perch.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathFilterTest {

    private static final String ANSWER = """
            {"a":{"b":1,"bc":2,"d":{"b":3}},"hits":[{"_id":"1","_source":{"x":1}},{"_id":"2"}],"dot.ted":4,"empty":{}}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
            "a.b             | {\"a\":{\"b\":1}}",
            "a.b*            | {\"a\":{\"b\":1,\"bc\":2}}",
            "a.*.b           | {\"a\":{\"d\":{\"b\":3}}}",
            "**.b            | {\"a\":{\"b\":1,\"d\":{\"b\":3}}}",
            "hits._id        | {\"hits\":[{\"_id\":\"1\"},{\"_id\":\"2\"}]}",
            "hits._source    | {\"hits\":[{\"_source\":{\"x\":1}}]}",
            "dot\\.ted       | {\"dot.ted\":4}",
            "empty           | {\"empty\":{}}",
            "nothing         | {}",
            "a.b.c           | {}",
            "a,-a.d,-**.bc   | {\"a\":{\"b\":1}}",
            "-a,-hits,-empty | {\"dot.ted\":4}",
            "-hits._source,-a,-empty | {\"hits\":[{\"_id\":\"1\"},{\"_id\":\"2\"}],\"dot.ted\":4}"})
    void keepsAndLeavesOut(String filter, String rest) throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();

        assertThat(PathFilter.read(filter).of(mapper.readTree(ANSWER))).hasToString(rest);
    }

    @ParameterizedTest
    @CsvSource(value = {"''", "' '", "','"})
    void nothingToFilter(String filter) {
        assertThat(PathFilter.read(filter).isNone()).isTrue();
    }
}
