package io.perch.query.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongFormTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"query": {"match": {"t": "x"}}}                           | {"query": {"match": {"t": {"query": "x"}}}}
            {"query": {"term": {"t": 5}}}                              | {"query": {"term": {"t": {"value": 5}}}}
            {"query": {"wildcard": {"t": "x*"}}}                       | {"query": {"wildcard": {"t": {"wildcard": "x*"}}}}
            {"query": {"term": {"match": "x"}}}                        | {"query": {"term": {"match": {"value": "x"}}}}
            {"query": {"bool": {"must": [{"prefix": {"t": "x"}}]}}}    | {"query": {"bool": {"must": [{"prefix": {"t": {"value": "x"}}}]}}}
            {"query": {"neural": {"v": {"filter": {"term": {"t": true}}}}}} | {"query": {"neural": {"v": {"filter": {"term": {"t": {"value": true}}}}}}}
            {"query": {"match": {"t": {"query": "x"}}}}                | {"query": {"match": {"t": {"query": "x"}}}}
            {"query": {"range": {"match": {"gte": 5}}}}                | {"query": {"range": {"match": {"gte": 5}}}}
            {"script_fields": {"match": {"t": "x"}}}                   | {"script_fields": {"match": {"t": "x"}}}
            {"query": {"terms": {"t": ["x"]}}}                         | {"query": {"terms": {"t": ["x"]}}}
            """)
    void aLoneValueBecomesAMember(String given, String expected) {
        ObjectNode source = json(given);

        LongForm.write(source);

        assertThat(source).isEqualTo(json(expected));
    }

    private static ObjectNode json(String text) {
        return Json.read(text, ObjectNode.class);
    }
}
