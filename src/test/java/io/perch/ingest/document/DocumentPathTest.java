package io.perch.ingest.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.PerchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentPathTest {

    private final Document document = Documents.of(Documents.SAMPLE);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            title           | "x"
            _source.title   | "x"
            $._source.title | "x"
            arr             | ["p","q"]
            arr.1           | "q"
            chunks.0.t      | "1"
            $.chunks[0].t   | "1"
            chunks.*.t      | ["1",null]
            chunks[*].t     | ["1",null]
            $..t            | [null,"1",null]
            ['foo.bar']     | "dotted"
            _index          | "docs"
            $._id           | "7"
            _ingest.timestamp | "1970-01-01T00:00:00Z"
            """)
    void readsDotsAndJsonPaths(String path, String value) {
        assertThat(DocumentPath.of(path).read(document)).map(JsonNode::toString).contains(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty", "empty.*.t", "missing", "missing.*.t", "missing.x", "chunks[5].t", "chunks.5.t", "foo.bar",
        "nul", "title.x", "my field", "chunks.x"})
    void whatIsNotThereOrSaysNothingIsMissing(String path) {
        assertThat(DocumentPath.of(path).read(document)).isEmpty();
    }

    @Test
    void aNameWithABlankIsAName() {
        assertThat(DocumentPath.of("my field").read(Documents.of("{\"my field\": 1}"))).map(JsonNode::asInt).contains(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$.a[", "a[*", "", " ", ".a", "a.", "$[?(@.x =~ /a/)]"})
    void whatIsNoPathIsRefused(String path) {
        assertThatThrownBy(() -> DocumentPath.of(path)).isInstanceOf(PerchException.class);
    }

    @Test
    void whoFindsNothingIsToldWhatThereIs() {
        assertThat(DocumentPath.of("chunks.t").explain(document).nearest()).isEqualTo("$.chunks[*].t");
        assertThat(DocumentPath.of("titel").explain(document).nearest()).isEqualTo("$.title");
        assertThat(DocumentPath.of("my field").explain(document).keys()).contains("title");
        assertThat(DocumentPath.of("chunks.0.t").explain(document).found()).isTrue();
    }
}
