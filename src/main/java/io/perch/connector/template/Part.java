package io.perch.connector.template;

import java.util.List;
import java.util.function.Consumer;

/** A piece of a parsed template. */
sealed interface Part {

    record Literal(String text) implements Part {
    }

    /**
     * @param fallback what stands in when nothing fills it; {@code null} when it has no default
     * @param written  as it stands in the template
     */
    record Placeholder(Name name, Position position, List<Part> fallback, String written) implements Part {
    }

    /** @param asString asked for as {@code x.toString()}: escaped as in a JSON string, wherever it stands */
    record Name(Scope scope, String text, boolean asString) {
    }

    /** Calls {@code each} for every placeholder, those of defaults included, in the order of the text. */
    static void placeholders(List<Part> parts, Consumer<Placeholder> each) {
        for (Part part : parts) {
            if (part instanceof Placeholder placeholder) {
                each.accept(placeholder);
                if (placeholder.fallback() != null) {
                    placeholders(placeholder.fallback(), each);
                }
            }
        }
    }

    /** Calls {@code each} for every literal, those of defaults included, in the order of the text. */
    static void literals(List<Part> parts, Consumer<String> each) {
        for (Part part : parts) {
            switch (part) {
                case Literal literal -> each.accept(literal.text());
                case Placeholder placeholder -> {
                    if (placeholder.fallback() != null) {
                        literals(placeholder.fallback(), each);
                    }
                }
            }
        }
    }
}
