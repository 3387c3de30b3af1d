package io.perch.connector.processor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Text with what the pattern matches replaced, {@code $1} being the first group. */
record RegexReplace(BoundedRegex regex, String replacement, boolean all) implements Processor {

    static RegexReplace read(ProcessorConfig config) {
        return new RegexReplace(config.regex("pattern"), config.members().path("replacement").asText(""),
                config.flag("replace_all", true));
    }

    @Override
    public JsonNode apply(JsonNode input, Budget budget) {
        return TextNode.valueOf(regex.replace(Processor.text(input), new BoundedRegex.Replacement(replacement, all), budget));
    }
}
