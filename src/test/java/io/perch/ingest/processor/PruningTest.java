package io.perch.ingest.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Json;
import io.perch.base.PerchException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PruningTest {

    private static final String WEIGHTS = "{\"a\": 1.0, \"b\": 4.0, \"c\": 2.0, \"d\": 3.0}";

    private static ObjectNode object(String json) {
        return Json.read(json, ObjectNode.class);
    }

    private static Pruning pruning(String options, Faults faults) {
        return Pruning.read(new Options("processors[0]", "sparse_encoding", object(options), faults));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                               | {"a":1.0,"b":4.0,"c":2.0,"d":3.0}
            {"prune_type": "none"}                           | {"a":1.0,"b":4.0,"c":2.0,"d":3.0}
            {"prune_type": "max_ratio", "prune_ratio": 0.5}  | {"b":4.0,"c":2.0,"d":3.0}
            {"prune_type": "abs_value", "prune_ratio": 2.5}  | {"b":4.0,"d":3.0}
            {"prune_type": "top_k", "prune_ratio": 2}        | {"b":4.0,"d":3.0}
            {"prune_type": "TOP_K", "prune_ratio": "9"}      | {"b":4.0,"d":3.0,"c":2.0,"a":1.0}
            {"prune_type": "alpha_mass", "prune_ratio": 0.7} | {"b":4.0,"d":3.0}
            {"prune_type": "alpha_mass", "prune_ratio": 0.69} | {"b":4.0}
            """)
    void lightTokensAreLeftOut(String options, String kept) {
        Faults faults = new Faults();

        assertThat(pruning(options, faults).of(object(WEIGHTS)).toString()).isEqualTo(kept);
        assertThat(faults.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"prune_ratio": 0.5}                             | prune_ratio field is not supported when prune_type is not provided
            {"prune_type": "best"}                           | Unknown prune type: best
            {"prune_type": "top_k"}                          | [prune_ratio] required property is missing
            {"prune_type": "top_k", "prune_ratio": 1.5}      | Illegal prune_ratio 1.5 for prune_type: top_k.
            {"prune_type": "max_ratio", "prune_ratio": 1}    | Illegal prune_ratio 1.0 for prune_type: max_ratio.
            {"prune_type": "abs_value", "prune_ratio": -1}   | Illegal prune_ratio -1.0 for prune_type: abs_value.
            {"prune_type": "alpha_mass", "prune_ratio": "x"} | [prune_ratio] property isn't a double, but of type [string]
            """)
    void whatIsNoPruningIsAFault(String options, String reason) {
        Faults faults = new Faults();
        pruning(options, faults);

        assertThatThrownBy(faults::check).isInstanceOf(PerchException.class).hasMessageStartingWith(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": 0}", "{\"a\": -1.5}"})
    void aWeightThatIsNotPositiveIsAnError(String weights) {
        assertThatThrownBy(() -> Pruning.NONE.of(object(weights))).hasMessage("Pruned values must be positive");
    }
}
