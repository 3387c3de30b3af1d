package io.perch.connector.template;

import com.fasterxml.jackson.core.JsonToken;
import io.perch.connector.template.Part.Literal;
import io.perch.connector.template.Part.Placeholder;
import java.util.ArrayList;
import java.util.List;

/**
 * One parameter of a connector, ready for each place where it may stand. It is its owner's text and may hold placeholders itself.
 * Outside of quotes it goes in as it is. In quotes it is escaped, unless it is escaped already: ML Commons puts it in as it is, so
 * that its connectors say {@code \\n} where they mean a new line.
 */
final class Default {

    private final String text;
    private final List<Part> plain;
    private final List<Part> url;
    private final List<Part> bare;
    private final List<Part> quoted;
    private final boolean derived;
    private final boolean value;
    private final boolean document;
    private final boolean fragment;

    /** @param raw named in {@code no_escape_params}: never escaped */
    Default(String text, boolean raw) {
        this.text = text;
        this.plain = parts(Mode.PLAIN);
        this.url = parts(Mode.URL_TEXT);
        this.bare = parts(Mode.JSON);
        List<Part> inQuotes = parts(Mode.FRAGMENT);
        boolean escaped = areFragments(inQuotes);
        this.quoted = raw || escaped ? inQuotes : escaped(inQuotes);
        this.fragment = escaped || !raw;
        this.derived = plain.stream().anyMatch(Placeholder.class::isInstance);
        this.value = Skeleton.isValue(bare);
        this.document = derived && !raw && value && "{[".indexOf(text.charAt(JsonText.firstCharacter(text))) >= 0;
    }

    private List<Part> parts(Mode mode) {
        return new TemplateParser(text, mode).parse();
    }

    private static boolean areFragments(List<Part> parts) {
        List<String> literals = new ArrayList<>();
        Part.literals(parts, literals::add);
        return literals.stream().allMatch(JsonText::isFragment);
    }

    private static List<Part> escaped(List<Part> parts) {
        return parts.stream().map(part -> switch (part) {
            case Literal literal -> new Literal(JsonText.escaped(literal.text()));
            case Placeholder placeholder -> new Placeholder(placeholder.name(), placeholder.position(),
                    placeholder.fallback() == null ? null : escaped(placeholder.fallback()), placeholder.written());
        }).toList();
    }

    /** The parameters that it asks for, as often as it does. */
    List<String> references() {
        List<String> names = new ArrayList<>();
        Part.placeholders(plain, placeholder -> names.add(placeholder.name().text()));
        return names;
    }

    /** For texts that are no JSON. */
    List<Part> plain() {
        return document ? bare : plain;
    }

    List<Part> url() {
        return url;
    }

    /** For JSON, outside of quotes. */
    List<Part> bare() {
        return bare;
    }

    /** For JSON, in quotes, unless it {@link #isDocument}. */
    List<Part> quoted() {
        return quoted;
    }

    /** Whether {@link #bare} is one JSON value of any kind, as long as what fills it is JSON. */
    boolean isValue() {
        return value;
    }

    /** Whether it has to be rendered as the JSON that it is before it can be escaped for a place in quotes. */
    boolean isDocument() {
        return document;
    }

    /** Whether {@link #quoted} is surely a part of a JSON string. */
    boolean isFragment() {
        return fragment;
    }

    boolean hasSeveralLines() {
        return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
    }

    boolean isNull() {
        return text.equals("null");
    }

    String text(Parameters call) {
        if (!derived) {
            return text;
        }
        Rendering rendering = new Rendering(call, false, text.length());
        rendering.write(plain());
        return rendering.done(false).text();
    }

    /** Whether {@link #text} is one JSON value that is not a string. */
    boolean isJson(Parameters call) {
        JsonToken kind = derived ? JsonText.kind(text(call)) : value ? JsonText.kind(text) : null;
        return kind != null && kind != JsonToken.VALUE_STRING;
    }
}
