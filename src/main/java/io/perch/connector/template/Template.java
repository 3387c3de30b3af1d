package io.perch.connector.template;

import io.perch.connector.template.Part.Literal;
import io.perch.connector.template.Part.Placeholder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Text with placeholders {@code ${parameters.x}}, parsed once and rendered in one pass. Immutable.
 * <ul>
 * <li>{@code ${parameters.x:-default}}: the default, which may hold placeholders too, when x is missing or {@code null}.</li>
 * <li>{@code "${parameters.x:-null}"} in JSON: {@code null} without quotes then.</li>
 * <li>{@code ${parameters.x.toString()}}: x escaped as in a JSON string, wherever it stands.</li>
 * <li>{@code $${parameters.x}}: the text {@code ${parameters.x}}.</li>
 * </ul>
 * Values are put in once: what looks like a placeholder in a value stays as it is. In JSON, a value in quotes is text, whatever
 * it looks like, and is escaped; outside of quotes JSON goes in as it is, and other text escaped.
 */
public final class Template {

    private final Mode mode;
    private final List<Part> parts;
    private final List<String> faults;
    private final Skeleton.Shape shape;
    /** Characters of its literals. */
    private final int length;

    private Template(Mode mode, List<Part> parts, List<String> faults) {
        this.mode = mode;
        this.parts = parts;
        this.faults = List.copyOf(faults);
        this.shape = mode == Mode.JSON ? Skeleton.shape(parts) : Skeleton.Shape.UNSURE;
        int[] characters = {0};
        Part.literals(parts, literal -> characters[0] += literal.length());
        this.length = characters[0];
    }

    /** The body of a request: JSON, or JSON on each line. */
    public static Template json(String text) {
        return parse(text, Mode.JSON);
    }

    /** Any other text; values go in as they are. */
    public static Template plain(String text) {
        return parse(text, Mode.PLAIN);
    }

    static Template parse(String text, Mode mode) {
        TemplateParser parser = new TemplateParser(text, mode);
        return new Template(mode, parser.parse(), parser.faults());
    }

    /** The parameters that it asks for, also in defaults, in the order of the text. */
    public Set<String> names() {
        return names(Scope.PARAMETER);
    }

    /** The parameters for which it has no default, and whether they stand in quotes, where texts go. */
    public Map<String, Boolean> required() {
        Map<String, Boolean> required = new LinkedHashMap<>();
        for (Part part : parts) {
            if (part instanceof Placeholder placeholder && placeholder.fallback() == null
                    && placeholder.name().scope() == Scope.PARAMETER) {
                required.putIfAbsent(placeholder.name().text(), placeholder.position() == Position.QUOTED);
            }
        }
        return required;
    }

    /** The credentials that it asks for. */
    Set<String> credentials() {
        return names(Scope.CREDENTIAL);
    }

    private Set<String> names(Scope scope) {
        Set<String> names = new LinkedHashSet<>();
        Part.placeholders(parts, placeholder -> {
            if (placeholder.name().scope() == scope) {
                names.add(placeholder.name().text());
            }
        });
        return names;
    }

    /** Whether JSON comes out of it whatever fills it, as long as each value outside of quotes is JSON. */
    public boolean sound() {
        return shape != Skeleton.Shape.UNSURE;
    }

    /** What looks like a placeholder and is none. Such text stays as it is. */
    public List<String> faults() {
        return faults;
    }

    /** @param lookup {@code null} for what is missing */
    public Rendered render(Function<String, Parameter> lookup) {
        Rendering rendering = new Rendering(lookup, shape == Skeleton.Shape.LINES, length);
        rendering.write(parts);
        return rendering.done(sound());
    }

    /** @param missing receives the names that nothing filled and that have no default; they stay in the text */
    public String render(Function<String, Parameter> lookup, List<String> missing) {
        if (parts.size() == 1 && parts.getFirst() instanceof Literal(String text)) {
            return text;
        }
        Rendered rendered = render(lookup);
        missing.addAll(rendered.missing());
        return rendered.text();
    }

    /**
     * The same with credentials in their places.
     *
     * @param values {@code null} for what is missing: its default, or else its placeholder, stays
     */
    Template withCredentials(Function<String, String> values) {
        return credentials().isEmpty() ? this : new Template(mode, filled(parts, values), faults);
    }

    private static List<Part> filled(List<Part> parts, Function<String, String> values) {
        List<Part> filled = new ArrayList<>();
        for (Part part : parts) {
            switch (part) {
                case Literal literal -> filled.add(literal);
                case Placeholder placeholder -> filled.addAll(filled(placeholder, values));
            }
        }
        return List.copyOf(filled);
    }

    private static List<Part> filled(Placeholder placeholder, Function<String, String> values) {
        List<Part> fallback = placeholder.fallback() == null ? null : filled(placeholder.fallback(), values);
        Placeholder open = new Placeholder(placeholder.name(), placeholder.position(), fallback, placeholder.written());
        if (placeholder.name().scope() == Scope.PARAMETER) {
            return List.of(open);
        }
        String value = values.apply(placeholder.name().text());
        if (value != null) {
            return List.of(new Literal(placeholder.position() == Position.URL ? UrlText.encoded(value) : value));
        }
        return fallback == null ? List.of(open) : fallback;
    }
}
