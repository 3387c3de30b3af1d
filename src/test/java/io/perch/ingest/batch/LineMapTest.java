package io.perch.ingest.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineMapTest {

    private static final String LINE = "{\"id\":7,\"content\":[\"a\",\"b\"],\"out\":[[1.50,2],[3,4]],\"meta\":{\"x y\":true}}";

    private static LineMap.Mapped mapped(Mapping mapping, int sources, int source, String line) {
        return LineMaps.of(mapping, sources).of(source).map(Buffer.buffer(line));
    }

    private static String document(Mapping mapping, String line) {
        return mapped(mapping, 1, 0, line).source().toString();
    }

    private static Mapping fields(String... pairs) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put(pairs[i], List.of(pairs[i + 1]));
        }
        return new Mapping(fields, List.of());
    }

    @Test
    void withoutAMappingTheLineIsTheDocument() {
        LineMap.Mapped whole = mapped(fields(), 1, 0, LINE);

        assertThat(whole.id()).isNull();
        assertThat(whole.source().toString()).isEqualTo(LINE);
    }

    @Test
    void whereOnlyTheIdIsSaidTheLineIsTheDocument() {
        LineMap.Mapped whole = mapped(fields("_id", "$.id"), 1, 0, LINE);

        assertThat(whole.id()).isEqualTo("7");
        assertThat(whole.source().toString()).isEqualTo(LINE);
    }

    @Test
    void pathsOfOneSourceNeedNoPrefixAndMayHaveOne() {
        assertThat(document(fields("chapter", "$.content[0]", "title", "source[0].$.content[1]", "v", "out[0]"), LINE))
                .isEqualTo("{\"chapter\":\"a\",\"title\":\"b\",\"v\":[1.50,2]}");
    }

    @Test
    void idsAreTextsAndNumbers() {
        assertThat(mapped(fields("_id", "$.id", "c", "$.content"), 1, 0, LINE).id()).isEqualTo("7");
        assertThat(mapped(fields("_id", "$.content[0]", "c", "$.content"), 1, 0, LINE).id()).isEqualTo("a");
        assertThatThrownBy(() -> document(fields("_id", "$.meta", "c", "$.content"), LINE))
                .hasMessage("its _id at $.meta is neither a text nor a number");
        assertThatThrownBy(() -> document(fields("_id", "$.nothing", "c", "$.content"), LINE))
                .hasMessage("it has no _id at $.nothing");
    }

    @Test
    void whatIsMissingIsLeftOutAndTheFirstPathThatLeadsSomewhereCounts() {
        Mapping mapping = new Mapping(Map.of("c", List.of("$.nothing", "$.content[1]"), "d", List.of("$.nothing")), List.of());

        assertThat(document(mapping, LINE)).isEqualTo("{\"c\":\"b\"}");
        assertThatThrownBy(() -> document(fields("d", "$.nothing"), LINE)).hasMessage("it has nothing at any of the paths");
    }

    @Test
    void copiedFieldsKeepTheirLastName() {
        assertThat(document(new Mapping(Map.of(), List.of("$.content", "$.meta['x y']", "id")), LINE))
                .isEqualTo("{\"content\":[\"a\",\"b\"],\"x y\":true,\"id\":7}");
    }

    @Test
    void eachOfSeveralSourcesHasItsShare() {
        Mapping mapping = new Mapping(Map.of("_id", List.of("source[0].$.id", "source[1].$.content[0]"),
                "left", List.of("source[0].$.content"), "right", List.of("source[1].$.out[1]")), List.of("source[1].$.meta"));

        LineMap.Mapped left = mapped(mapping, 2, 0, LINE);
        LineMap.Mapped right = mapped(mapping, 2, 1, LINE);

        assertThat(left.id()).isEqualTo("7");
        assertThat(left.source().toString()).isEqualTo("{\"left\":[\"a\",\"b\"]}");
        assertThat(right.id()).isEqualTo("a");
        assertThat(right.source().toJsonObject().getMap()).containsOnlyKeys("right", "meta");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"not json | it is not JSON: ", "[1] | it is no JSON object", "1 | it is no JSON object",
        "{'a': 1} x | it is not JSON: ", "{'a': | it is not JSON: "})
    void whatIsNoDocumentIsAFault(String line, String why) {
        assertThatThrownBy(() -> document(fields(), line.replace('\'', '"'))).hasMessageStartingWith(why);
    }

    @Test
    void mappedLinesMustBeJsonToo() {
        assertThatThrownBy(() -> document(fields("a", "$.a"), "{\"a\"")).hasMessageStartingWith("it is not JSON: ");
        assertThatThrownBy(() -> document(fields("a", "$.a"), "[1]")).hasMessage("it has nothing at any of the paths");
    }

    @Test
    void allFaultsOfAMappingAreTold() {
        Mapping mapping = new Mapping(Map.of("a", List.of("$.a")), List.of("source[2].$.b", "source[0].$.c[*]", "source[1].$["));

        assertThat(LineMaps.faults(mapping, 2)).hasSize(6).satisfiesExactlyInAnyOrder(
                fault -> assertThat(fault).startsWith("'$.a' must begin with source[0]. to source[1]., for there are 2 sources"),
                fault -> assertThat(fault).startsWith("'source[2].$.b' names source[2], and there are 2"),
                fault -> assertThat(fault).startsWith("'$.c[*]' does not end with a name"),
                fault -> assertThat(fault).startsWith("'$[' is not a JSON path"),
                fault -> assertThat(fault).startsWith("field_map needs a path of source[0] in _id"),
                fault -> assertThat(fault).startsWith("field_map needs a path of source[1] in _id"));
    }
}
