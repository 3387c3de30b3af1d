package io.perch.connector.template;

import io.perch.connector.template.Part.Literal;
import io.perch.connector.template.Part.Placeholder;
import java.util.ArrayList;
import java.util.List;

/** Parts as they are found; literals that touch become one. */
final class Pieces {

    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();

    void literal(String text, int from, int to) {
        literal.append(text, from, to);
    }

    void chop() {
        literal.setLength(literal.length() - 1);
    }

    void add(Part part) {
        switch (part) {
            case Literal text -> literal.append(text.text());
            case Placeholder placeholder -> {
                flush();
                parts.add(placeholder);
            }
        }
    }

    private void flush() {
        if (!literal.isEmpty()) {
            parts.add(new Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    List<Part> parts() {
        flush();
        return List.copyOf(parts);
    }
}
