package io.perch.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import java.util.List;
import java.util.Optional;

/** A JSON Schema, ready to judge. Immutable. */
public final class JsonSchema {

    private static final int LONGEST_SHOWN = 200;
    /** Looks that take less than a millisecond. */
    private static final long MOMENT = 20_000;

    private final Schema schema;
    private final long steps;

    JsonSchema(Schema schema, long steps) {
        this.schema = schema;
        this.steps = steps;
    }

    /**
     * What an instance does against a schema.
     *
     * @param path  of the member, {@code $.parameters.prompt}
     * @param rule  the keyword, such as {@code type}, or nothing
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
            return path + ": " + words + (rule.isEmpty() ? "" : " (" + rule + ")")
                    + (value.isEmpty() ? "" : ", but it is " + value);
        }
    }

    /** Empty when the instance is as the schema wants it. One that takes too long to judge is not. */
    public List<Violation> violations(JsonNode instance) {
        Looks looks = Looks.begin(steps);
        List<Violation> violations = judged(instance);
        String unfinished = looks.end();
        return unfinished == null ? violations : List.of(new Violation("$", "", unfinished + " would take too long", ""));
    }

    /** As {@link #violations}, when it takes no more than a moment; else empty. */
    public Optional<List<Violation>> violationsAtOnce(JsonNode instance) {
        Looks looks = Looks.begin(MOMENT);
        List<Violation> violations = judged(instance);
        return looks.end() == null ? Optional.of(violations) : Optional.empty();
    }

    private List<Violation> judged(JsonNode instance) {
        try {
            return schema.validate(instance).stream().map(Violation::of).toList();
        } catch (Looks.Exhausted tooLong) {
            return List.of();
        } catch (StackOverflowError circle) {
            return List.of(new Violation("$", "$ref", "the schema goes round in circles, or the value is nested too deeply", ""));
        }
    }
}
