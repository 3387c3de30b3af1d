package io.perch.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.perch.model.Guardrails;
import java.util.List;
import java.util.Locale;

/** Guardrails as they were given. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record GuardrailsAnswer(String type, @JsonProperty("input_guardrail") Side input, @JsonProperty("output_guardrail") Side output) {

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Side(@JsonProperty("stop_words") List<Words> stopWords, List<String> regex, @JsonProperty("model_id") String modelId,
            @JsonProperty("response_filter") String filter, @JsonProperty("response_validation_regex") String accept) {

        private static Side of(Guardrails.Guard guard) {
            return guard == null ? null : new Side(guard.stopWords().stream().map(Words::of).toList(), guard.regexes(),
                    guard.modelId(), guard.filter(), guard.accept());
        }
    }

    record Words(@JsonProperty("index_name") String index, @JsonProperty("source_fields") List<String> fields) {

        private static Words of(Guardrails.StopWords words) {
            return new Words(words.index(), words.fields());
        }
    }

    /** {@code null} when there are none. */
    static GuardrailsAnswer of(Guardrails guardrails) {
        return guardrails.equals(Guardrails.NONE) ? null : new GuardrailsAnswer(guardrails.type().name().toLowerCase(Locale.ROOT),
                Side.of(guardrails.input()), Side.of(guardrails.output()));
    }
}
