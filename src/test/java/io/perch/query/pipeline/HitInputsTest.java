package io.perch.query.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Json;
import io.perch.base.PerchException;
import io.perch.ingest.mapping.PayloadTemplate;
import io.perch.model.FunctionName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HitInputsTest {

    private static final List<Hit> HITS = List.of(hit("{\"t\": \"a\", \"n\": {\"x\": 1}}"), hit("{\"t\": \"b\", \"l\": [1, 2]}"));
    private static final ObjectNode SEARCH = Json.read("{\"query\": {\"match\": {\"t\": {\"query\": \"sun\"}}}}",
            ObjectNode.class);

    private static Hit hit(String source) {
        return new Hit(Json.read("{\"_index\": \"i\", \"_id\": \"1\", \"_source\": " + source + "}", ObjectNode.class));
    }

    private static HitInputs inputs(boolean ignoreMissing, Input... inputs) {
        return new HitInputs(new Mapping(List.of(inputs), List.of()),
                new Inference("m", FunctionName.REMOTE, PayloadTemplate.REMOTE, Map.of(), false, ignoreMissing, 1), SEARCH);
    }

    @Test
    void ofSeveralHitsEachInputIsAListWithGaps() {
        assertThat(inputs(false, Input.ofHit("t", "t", false), Input.ofHit("x", "$.n.x", true), Input.ofHit("none", "none", true))
                .values(HITS, false).orElseThrow()).hasToString("{t=[\"a\",\"b\"], x=[1,null]}");
    }

    @Test
    void ofOneHitItIsTheValueItself() {
        assertThat(inputs(false, Input.ofHit("t", "_source.t", false), Input.ofHit("l", "l", true),
                Input.ofHit("id", "_id", true)).values(List.of(HITS.get(1)), true).orElseThrow())
                .hasToString("{t=\"b\", l=[1,2], id=\"1\"}");
    }

    @Test
    void whatIsOfTheSearchIsNeverAList() {
        assertThat(inputs(false, Input.ofHit("q", "$._request.query.match.t.query", false),
                Input.ofHit("r", "_request.query.match", false)).values(HITS, false).orElseThrow())
                .hasToString("{q=\"sun\", r={\"t\":{\"query\":\"sun\"}}}");
    }

    @Test
    void withoutInputsAllFieldsGoIn() {
        assertThat(inputs(false).values(HITS, false).orElseThrow())
                .hasToString("{t=[\"a\",\"b\"], n=[{\"x\":1},null], l=[null,[1,2]]}");
        assertThat(inputs(false).values(HITS.subList(0, 1), true).orElseThrow()).hasToString("{t=\"a\", n={\"x\":1}}");
    }

    @Test
    void whatIsMissingIsToldOrSkipped() {
        HitInputs strict = inputs(false, Input.ofHit("l", "l", false), Input.ofHit("q", "_request.none", false));
        HitInputs lenient = inputs(true, Input.ofHit("l", "l", false), Input.ofHit("q", "_request.none", false));

        assertThatThrownBy(() -> strict.allIn(HITS.getFirst())).isInstanceOf(PerchException.class)
                .hasMessageStartingWith("cannot find all required input fields: [l] in hit:{\"_index\"");
        assertThatThrownBy(() -> strict.values(HITS, false)).isInstanceOf(PerchException.class)
                .hasMessage("Missing required input field in query body. input_map: q: none");
        assertThat(HITS).extracting(lenient::allIn).containsExactly(false, true);
        assertThat(lenient.values(HITS, false)).isEmpty();
    }
}
