package io.perch.ingest.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Json;
import io.perch.base.PerchException;
import io.perch.ingest.processor.FieldMap.Texts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldMapTest {

    private final Faults faults = new Faults();

    private static ObjectNode object(String json) {
        return Json.read(json, ObjectNode.class);
    }

    private FieldMap map(String json) {
        return FieldMap.read(new Options("processors[0]", "text_embedding", object("{\"field_map\": " + json + "}"), faults));
    }

    @Test
    void textsOfFieldsListsAndObjectsInLists() {
        FieldMap map = map("{\"title\": \"title_v\", \"tags\": \"tags_v\", \"chunks\": {\"t\": \"v\"},"
                + " \"a.b\": \"c\", \"a.d\": \"a.e\"}");

        List<Texts> texts = map.texts(object("""
                {"title": "x", "tags": ["p", "q"], "chunks": [{"t": "1"}, {"u": "2"}, {"t": " "}], "a": {"b": "y", "d": "z"}, "none": 1}"""));

        assertThat(faults.isEmpty()).isTrue();
        assertThat(texts).extracting(Texts::vector).containsExactly("title_v", "tags_v", "v", "c", "e");
        assertThat(texts).extracting(Texts::texts)
                .containsExactly(List.of("x"), List.of("p", "q"), List.of("1"), List.of("y"), List.of("z"));
        assertThat(texts).extracting(Texts::list).containsExactly(false, true, false, false, false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"t": ["a", null]}  | list type field [t] has null, cannot process it
            {"t": ["a", 5]}     | list type field [t] has non string value, cannot process it
            {"t": ["a", ""]}    | list type field [t] has empty string, cannot process it
            {"t": [["a"]]}      | list type field [t] has non string value, cannot process it
            {"t": {"a": "b"}}   | map type field [t] is neither string nor nested type, cannot process it
            {"t": 5}            | map type field [t] is neither string nor nested type, cannot process it
            {"n": "text"}       | [field_map] configuration doesn't match actual value type, configuration type is: map, actual value type of field [n] is: string
            {"n": [1]}          | [field_map] configuration doesn't match actual value type, configuration type is: map, actual value type of field [n] is: array
            """)
    void whatHoldsNoTextIsRefused(String document, String reason) {
        FieldMap map = map("{\"t\": \"v\", \"n\": {\"t\": \"v\"}}");

        assertThatThrownBy(() -> map.texts(object(document))).isInstanceOf(PerchException.class).hasMessage(reason);
    }

    @Test
    void whatIsMissingOrBlankHasNoTexts() {
        assertThat(map("{\"t\": \"v\", \"n\": {\"t\": \"v\"}}").texts(object("{\"t\": \"\", \"n\": null, \"x\": 1}"))).isEmpty();
        assertThat(map("{\"t\": \"v\"}").texts(object("{\"t\": []}"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}              | [field_map] is empty
            {"a": 1}        | [field_map] maps names of fields
            {"a": ""}       | [field_map] maps names of fields
            {"a": {}}       | [field_map] maps names of fields
            {"a": "b.c"}    | [field_map] maps a field to one beside it, and [b.c] is somewhere else
            5               | [field_map] property isn't a map, but of type [number]
            """)
    void whatIsNoMapIsAFault(String json, String reason) {
        map(json);

        assertThatThrownBy(faults::check).hasMessageStartingWith(reason);
    }
}
