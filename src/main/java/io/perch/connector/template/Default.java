package io.perch.connector.template;

import com.fasterxml.jackson.core.JsonToken;
import io.perch.connector.template.Part.Literal;
import io.perch.connector.template.Part.Placeholder;
import java.util.ArrayList;
import java.util.List;

/**
 * One parameter of a connector, ready for each place where it may stand: its owner's text, which may hold placeholders itself.
 * Outside of quotes it goes in as it is. In quotes it is escaped, unless it is escaped already: ML Commons escapes none, so that
 * its connectors say {@code \n} where they mean a new line.
 */
final class Default {

    /** With its placeholders, if it has any. */
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
    Default(String written, boolean raw) {
        this.plain = parts(written, Mode.PLAIN);
        this.url = parts(written, Mode.URL_TEXT);
        this.bare = parts(written, Mode.JSON);
        this.derived = plain.stream().anyMatch(Placeholder.class::isInstance);
        this.text = derived ? written : literal(plain);
        List<Part> inQuotes = parts(written, Mode.FRAGMENT);
        boolean escaped = areFragments(inQuotes);
        this.quoted = raw || escaped ? inQuotes : escaped(inQuotes);
        this.fragment = escaped || !raw;
        this.value = Skeleton.isValue(bare);
        this.document = derived && !raw && value && "{[".indexOf(text.charAt(JsonText.firstCharacter(text))) >= 0;
    }

    private static List<Part> parts(String written, Mode mode) {
        return new TemplateParser(written, mode).parse();
    }

    private static String literal(List<Part> parts) {
        StringBuilder text = new StringBuilder();
        Part.literals(parts, text::append);
        return text.toString();
    }

    private static boolean areFragments(List<Part> parts) {
        List<String> literals = new ArrayList<>();
        Part.literals(parts, literals::add);
        return literals.stream().allMatch(JsonText::isFragment);
    }

    private static List<Part> escaped(List<Part> parts) {
        return parts.stream().<Part>map(part -> switch (part) {
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
