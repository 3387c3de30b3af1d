package io.perch.engine.function;

import static io.perch.testing.Failures.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.ModelConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class HighlightOptionsTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "{}", "{\"padding\": true, \"hidden_size\": 384}", "{\"token_max_length\": null}"})
    void defaultsAreTheOriginals(String allConfig) {
        assertThat(of(allConfig, null)).isEqualTo(new HighlightOptions(null, 128, true));
    }

    @Test
    void readsWhatIsGiven() {
        assertThat(of("{\"token_max_length\": 300, \"token_overlap_stride\": 0, \"with_overflowing_tokens\": false}", null))
                .isEqualTo(new HighlightOptions(300, 0, false));
    }

    @Test
    void theSmallerLimitCounts() {
        assertThat(of("{\"token_max_length\": 300}", 200).maxLength()).isEqualTo(200);
        assertThat(of("{\"token_max_length\": 300}", 400).maxLength()).isEqualTo(300);
        assertThat(of(null, 400).maxLength()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "nonsense                             | all_config is no JSON",
        "[1]                                  | all_config is no JSON object",
        "{\"token_max_length\": 0}            | token_max_length in all_config must be a whole number of 1 or more, but it is 0",
        "{\"token_max_length\": \"512\"}      | token_max_length",
        "{\"token_max_length\": 1e20}         | token_max_length",
        "{\"token_overlap_stride\": -1}       | token_overlap_stride in all_config must be a whole number of 0 or more",
        "{\"token_overlap_stride\": 1.5}      | token_overlap_stride",
        "{\"with_overflowing_tokens\": 1}     | with_overflowing_tokens in all_config must be true or false, but it is 1"})
    void refusesOptionsOfAnotherKind(String allConfig, String reason) {
        PerchException refusal = failureOf(() -> of(allConfig, null));

        assertThat(refusal.code()).isEqualTo(ErrorCode.ENGINE_REFUSED_MODEL);
        assertThat(refusal.reason()).startsWith(reason);
    }

    private static HighlightOptions of(String allConfig, Integer modelMaxLength) {
        return HighlightOptions.of(new ModelConfig("sentence_highlighting", null, null, allConfig, null, null, null, modelMaxLength,
                null, null));
    }
}
