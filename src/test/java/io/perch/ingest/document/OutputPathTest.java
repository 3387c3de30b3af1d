package io.perch.ingest.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import io.perch.base.PerchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputPathTest {

    private final Document document = Documents.of(Documents.SAMPLE);

    /** Each place gets its number. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            new              | {"new": 0}
            $.new            | {"new": 0}
            missing.new      | {"missing": {"new": 0}}
            missing.deep.new | {"missing": {"deep": {"new": 0}}}
            chunks.*.e       | {"chunks": [{"t": "1", "e": 0}, {"u": "2", "e": 1}]}
            chunks[*].e      | {"chunks": [{"t": "1", "e": 0}, {"u": "2", "e": 1}]}
            chunks[0].e      | {"chunks": [{"t": "1", "e": 0}, {"u": "2"}]}
            chunks.0.e       | {"chunks": [{"t": "1", "e": 0}, {"u": "2"}]}
            arr.1            | {"arr": ["p", 0]}
            title            | {"title": 0}
            """)
    void aPlaceForEachHit(String path, String changed) {
        int[] number = {0};
        OutputPath.of(path).places(document).all().forEach(place -> place.set(IntNode.valueOf(number[0]++)));

        Document expected = Documents.of(Documents.SAMPLE);
        expected.source().setAll((com.fasterxml.jackson.databind.node.ObjectNode) Documents.json(changed));
        assertThat(document.source()).isEqualTo(expected.source());
    }

    @Test
    void allCombinationsOfTwoWildcardsInTheOrderOfTheDocument() {
        Document nested = Documents.of("{\"a\": [{\"b\": [{}, {}]}, {\"b\": []}, {}, {\"b\": [{}]}]}");

        int[] number = {0};
        OutputPath.of("a.*.b.*.c").places(nested).all().forEach(place -> place.set(IntNode.valueOf(number[0]++)));

        assertThat(nested.source().toString())
                .isEqualTo("{\"a\":[{\"b\":[{\"c\":0},{\"c\":1}]},{\"b\":[]},{},{\"b\":[{\"c\":2}]}]}");
    }

    @ParameterizedTest
    @CsvSource({"empty.*.e, true", "missing.*.e, false", "chunks[5].e, false", "title.*.e, false", "chunks.*.t.*.e, false"})
    void noPlaceIsNotTheSameAsNothingToDo(String path, boolean empty) {
        Places places = OutputPath.of(path).places(document);

        assertThat(places.all()).isEmpty();
        assertThat(places.empty()).isEqualTo(empty);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            title.e  | cannot set [e] with parent object of type [string] as part of path [title.e]
            nul.e    | cannot set [e] with null parent as part of path [nul.e]
            chunks.e | cannot set [e] with parent object of type [list] as part of path [chunks.e]
            arr.7    | [7] is out of bounds for array with length [2] as part of path [arr.7]
            arr.*.e  | cannot set [e] with parent object of type [string] as part of path [arr.*.e]
            title.a.b | cannot set [a] with parent object of type [string] as part of path [title.a.b]
            """)
    void whatCannotHoldAValueSaysSo(String path, String reason) {
        assertThatThrownBy(() -> OutputPath.of(path).places(document).all().forEach(place -> place.set(IntNode.valueOf(1))))
                .isInstanceOf(PerchException.class).hasMessage(reason);
    }

    @Test
    void aPlaceIsTakenByAnythingButNull() {
        Document some = Documents.of("{\"chunks\": [{\"e\": 1}, {\"e\": null}, {}], \"all\": [{\"e\": 0}]}");

        assertThat(OutputPath.of("chunks.*.e").places(some).all()).extracting(Place::taken).containsExactly(true, false, false);
        assertThat(OutputPath.of("chunks.*.e").places(some).taken()).isFalse();
        assertThat(OutputPath.of("all.*.e").places(some).taken()).isTrue();
        assertThat(OutputPath.of("new").places(some).taken()).isFalse();
    }
}
