package io.perch.connector.processor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a value must be for a route to be taken. Whatever else it says, a condition also holds for the very text it is written as.
 */
sealed interface Condition {

    String REGEX = "regex:";
    String CONTAINS = "contains:";

    /** @param value not null, nor an empty array */
    boolean holds(JsonNode value, Budget budget);

    /** Whether it holds for what is not there: null, or an empty array. */
    default boolean holdsForNothing() {
        return false;
    }

    static Condition of(String text, List<String> faults) {
        return switch (text) {
            case "exists" -> new Exists();
            case "null", "not_exists" -> new Missing(text);
            default -> test(text, faults);
        };
    }

    private static Condition test(String text, List<String> faults) {
        if (text.startsWith(REGEX)) {
            return new Matches(text, BoundedRegex.plain(text.substring(REGEX.length()), faults));
        }
        if (text.startsWith(CONTAINS)) {
            return new Contains(text, text.substring(CONTAINS.length()));
        }
        for (Comparison comparison : Comparison.values()) {
            if (text.startsWith(comparison.sign)) {
                OptionalDouble bound = number(text.substring(comparison.sign.length()));
                return bound.isPresent() ? new Compares(text, comparison, bound.getAsDouble()) : new Exactly(text);
            }
        }
        return new Exactly(text);
    }

    private static OptionalDouble number(String text) {
        try {
            return OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException notANumber) {
            return OptionalDouble.empty();
        }
    }

    record Exists() implements Condition {
        @Override
        public boolean holds(JsonNode value, Budget budget) {
            return true;
        }
    }

    record Missing(String text) implements Condition {
        @Override
        public boolean holds(JsonNode value, Budget budget) {
            return text.equals(Processor.text(value));
        }

        @Override
        public boolean holdsForNothing() {
            return true;
        }
    }

    record Exactly(String text) implements Condition {
        @Override
        public boolean holds(JsonNode value, Budget budget) {
            return text.equals(Processor.text(value));
        }
    }

    /** A number, or text that is one. */
    record Compares(String text, Comparison comparison, double bound) implements Condition {
        @Override
        public boolean holds(JsonNode value, Budget budget) {
            String actual = Processor.text(value);
            OptionalDouble number = number(actual);
            return text.equals(actual) || number.isPresent() && comparison.holds(number.getAsDouble(), bound);
        }
    }

    /** All of the text; dots do not match line ends. */
    record Matches(String text, BoundedRegex regex) implements Condition {
        @Override
        public boolean holds(JsonNode value, Budget budget) {
            String actual = Processor.text(value);
            return text.equals(actual) || matches(actual, budget);
        }

        private boolean matches(String actual, Budget budget) {
            try {
                return regex.matches(actual, budget);
            } catch (ProcessorFailed gaveUp) {
                return false;
            }
        }
    }

    record Contains(String text, String part) implements Condition {
        @Override
        public boolean holds(JsonNode value, Budget budget) {
            return Processor.text(value).contains(part);
        }
    }

    /** Those of two characters first, so that none is taken for one of one. */
    enum Comparison {
        AT_LEAST(">="), AT_MOST("<="), EQUAL("=="), ABOVE(">"), BELOW("<");

        private static final double SAME = 1e-10;

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        boolean holds(double value, double bound) {
            return switch (this) {
                case AT_LEAST -> value >= bound;
                case AT_MOST -> value <= bound;
                case EQUAL -> Math.abs(value - bound) < SAME;
                case ABOVE -> value > bound;
                case BELOW -> value < bound;
            };
        }
    }
}
