package io.perch.engine.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.ModelConfig;

/**
 * How a highlighting model wants long contexts cut, from {@code all_config} of its registration; ML Commons's names and defaults.
 * Its {@code padding} changes no answer: Perch never pads.
 *
 * @param maxLength tokens per window, or {@code null} for what tokenizer.json says
 * @param overlap   tokens of the context that neighbouring windows share
 * @param overflow  whether a context that does not fit has further windows; else its end is not read
 */
record HighlightOptions(Integer maxLength, int overlap, boolean overflow) {

    private static final int DEFAULT_OVERLAP = 128;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Throws ENGINE_REFUSED_MODEL for an {@code all_config} that is no JSON object, and for options of another kind. */
    static HighlightOptions of(ModelConfig config) {
        JsonNode all = tree(config.allConfig());
        Integer declared = whole(all, "token_max_length", 1);
        Integer overlap = whole(all, "token_overlap_stride", 0);
        return new HighlightOptions(smaller(declared, config.modelMaxLength()), overlap == null ? DEFAULT_OVERLAP : overlap,
                flag(all, "with_overflowing_tokens"));
    }

    private static JsonNode tree(String text) {
        try {
            JsonNode tree = text == null || text.isBlank() ? JSON.createObjectNode() : JSON.readTree(text);
            if (tree.isObject()) {
                return tree;
            }
        } catch (JsonProcessingException malformed) {
            throw refused("all_config is no JSON: " + malformed.getOriginalMessage());
        }
        throw refused("all_config is no JSON object");
    }

    private static Integer whole(JsonNode all, String name, int atLeast) {
        JsonNode value = all.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.canConvertToInt() || !value.canConvertToExactIntegral() || value.asInt() < atLeast) {
            throw refused(name + " in all_config must be a whole number of " + atLeast + " or more, but it is " + value);
        }
        return value.asInt();
    }

    private static boolean flag(JsonNode all, String name) {
        JsonNode value = all.path(name);
        if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
            throw refused(name + " in all_config must be true or false, but it is " + value);
        }
        return value.asBoolean(true);
    }

    private static Integer smaller(Integer one, Integer other) {
        return one == null ? other : other == null ? one : Integer.valueOf(Math.min(one, other));
    }

    private static PerchException refused(String why) {
        return new PerchException(ErrorCode.ENGINE_REFUSED_MODEL, why,
                "all_config is a JSON object with token_max_length, token_overlap_stride, with_overflowing_tokens, or left out");
    }
}
