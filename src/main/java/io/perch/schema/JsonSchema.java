package io.perch.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import java.util.List;

/** A JSON Schema, ready to judge. Immutable. */
public final class JsonSchema {

    private static final int LONGEST_SHOWN = 200;

    private final Schema schema;
    private final long patternSteps;

    JsonSchema(Schema schema, long patternSteps) {
        this.schema = schema;
        this.patternSteps = patternSteps;
    }

    /**
     * What an instance does against a schema.
     *
     * @param path  of the member, {@code $.parameters.prompt}
     * @param rule  the keyword, such as {@code type}
     * @param words what is wrong
     * @param value that is there, its beginning
     */
    public record Violation(String path, String rule, String words, String value) {

        private static Violation of(Error error) {
            JsonNode value = error.getInstanceNode();
            String text = value == null ? "" : value.toString();
            return new Violation(error.getInstanceLocation().toString(), error.getKeyword(), error.getMessage(),
                    text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…");
        }

        @Override
        public String toString() {
            return path + ": " + words + " (" + rule + ")" + (value.isEmpty() ? "" : ", but it is " + value);
        }
    }

    /** Empty when the instance is as the schema wants it. One whose patterns would take too long is not. */
    public List<Violation> violations(JsonNode instance) {
        Looks looks = Looks.begin(patternSteps);
        List<Violation> violations = judged(instance);
        String unfinished = looks.end();
        return unfinished == null ? violations
                : List.of(new Violation("$", "pattern", "the pattern " + unfinished + " would take too long", ""));
    }

    private List<Violation> judged(JsonNode instance) {
        try {
            return schema.validate(instance).stream().map(Violation::of).toList();
        } catch (StackOverflowError circle) {
            return List.of(new Violation("$", "$ref", "the schema goes round in circles, or the value is nested too deeply", ""));
        }
    }
}
