package io.perch.connector.template;

import io.perch.connector.template.Part.Literal;
import io.perch.connector.template.Part.Placeholder;
import java.util.List;

/**
 * What is left of a JSON template without its values. If that is JSON with one sort of value, it is JSON with every sort, and the
 * text that comes out of it need not be parsed again.
 */
final class Skeleton {

    enum Shape {
        /** One object or array. */
        DOCUMENT,
        /** An object or array on each line. */
        LINES,
        /** Only its values decide. */
        UNSURE
    }

    /** Nothing grows together with it: a digit before it, or a quote behind it, is a fault, as with any other value. */
    private static final String BARE = "true";
    private static final String QUOTED = "x";

    private Skeleton() {
    }

    static Shape shape(List<Part> parts) {
        String skeleton = of(parts);
        if (!hasSoundFallbacks(parts)) {
            return Shape.UNSURE;
        }
        if (JsonText.isContainer(skeleton)) {
            return Shape.DOCUMENT;
        }
        return JsonText.isLines(skeleton) && !hasFallbackOfSeveralLines(parts) ? Shape.LINES : Shape.UNSURE;
    }

    /** Whether one JSON value comes out, of whatever kind. */
    static boolean isValue(List<Part> parts) {
        return JsonText.isValue(of(parts)) && hasSoundFallbacks(parts);
    }

    private static String of(List<Part> parts) {
        StringBuilder skeleton = new StringBuilder();
        for (Part part : parts) {
            skeleton.append(switch (part) {
                case Literal literal -> literal.text();
                case Placeholder placeholder -> standIn(placeholder.position());
            });
        }
        return skeleton.toString();
    }

    private static String standIn(Position position) {
        return switch (position) {
            case BARE -> BARE;
            case WHOLE -> "null";
            case QUOTED, PLAIN, URL -> QUOTED;
        };
    }

    /** A default is as good as a value only when it is a whole value, or in quotes a part of a string. */
    private static boolean hasSoundFallbacks(List<Part> parts) {
        for (Part part : parts) {
            if (part instanceof Placeholder(Part.Name name, Position position, List<Part> fallback, var _)
                    && (fallback != null && !isSound(position, fallback) || name.asString() && position == Position.BARE)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSound(Position position, List<Part> fallback) {
        return position == Position.QUOTED
                ? JsonText.isFragment(of(fallback)) && hasSoundFallbacks(fallback)
                : isValue(fallback);
    }

    private static boolean hasFallbackOfSeveralLines(List<Part> parts) {
        for (Part part : parts) {
            if (part instanceof Placeholder placeholder && placeholder.fallback() != null) {
                boolean[] several = {false};
                Part.literals(placeholder.fallback(), text -> several[0] |= text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0);
                if (several[0]) {
                    return true;
                }
            }
        }
        return false;
    }
}
