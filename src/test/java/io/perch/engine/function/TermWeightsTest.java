package io.perch.engine.function;

import static io.perch.testing.Failures.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.testing.TinyModels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermWeightsTest {

    @TempDir
    Path dir;

    @Test
    void readsWeightsAndTakesOneForTheRest() {
        TermWeights weights = open("{\"sun\": 6.93, \"日\": 2, \"the\": -1e-3}");

        assertThat(weights.of("sun")).isEqualTo(6.93f);
        assertThat(weights.of("日")).isEqualTo(2);
        assertThat(weights.of("the")).isEqualTo(-0.001f);
        assertThat(weights.of("moon")).isEqualTo(1);
    }

    @Test
    void withoutAFileEveryTermWeighsOne() {
        assertThat(TermWeights.open(dir).of("sun")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "[1, 2]                 | it is no object",
        "``                     | it is no object",
        "{\"a\": \"1\"}         | the weight of \"a\" is no number",
        "{\"a\": {\"b\": 1}}    | the weight of \"a\" is no number",
        "{\"a\": 1, \"b\": null}| the weight of \"b\" is no number",
        "{\"a\": 1e300}         | the weight of \"a\" is no number",
        "{\"a\": NaN}           | NaN",
        "{\"a\": 1              | end-of-input"})
    void refusesWhatIsNoMapOfNumbers(String json, String reason) {
        PerchException refusal = failureOf(() -> open(json));

        assertThat(refusal.code()).isEqualTo(ErrorCode.ENGINE_REFUSED_MODEL);
        assertThat(refusal.reason()).startsWith("idf.json cannot be read: ").contains(reason);
    }

    private TermWeights open(String json) {
        TinyModels.unpack(dir, Map.of("idf.json", json.getBytes(StandardCharsets.UTF_8)));
        return TermWeights.open(dir);
    }
}
