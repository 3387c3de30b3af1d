package io.perch.connector.template;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.template.Part.Literal;
import io.perch.connector.template.Part.Placeholder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** A template being filled. Appends to one text and looks at no character of it twice. */
final class Rendering {

    /** A small template can repeat a large value often enough to end the process. */
    private static final int LONGEST = 100 << 20;
    /** Enough for most values of a call, so that the text is not copied while it grows. */
    private static final int ROOM = 512;

    /** Before the name of a missing credential. */
    static final String CREDENTIAL = "credential.";

    private final Function<String, Parameter> lookup;
    private final boolean lines;
    private final StringBuilder out;
    private final Set<String> missing = new LinkedHashSet<>(0);
    private final Set<String> unquoted = new LinkedHashSet<>(0);
    private boolean valid = true;

    /**
     * @param lines  one JSON value per line: none may be broken over two
     * @param length a guess
     */
    Rendering(Function<String, Parameter> lookup, boolean lines, int length) {
        this.lookup = lookup;
        this.lines = lines;
        this.out = new StringBuilder(length + ROOM);
    }

    /** @param sound whether the template is JSON whenever its values are */
    Rendered done(boolean sound) {
        return new Rendered(out.toString(), List.copyOf(missing), List.copyOf(unquoted), sound && valid);
    }

    void write(List<Part> parts) {
        for (Part part : parts) {
            switch (part) {
                case Literal(String text) -> out.append(text);
                case Placeholder placeholder -> write(placeholder);
            }
        }
    }

    private void write(Placeholder placeholder) {
        boolean parameter = placeholder.name().scope() == Scope.PARAMETER;
        Parameter value = parameter ? lookup.apply(placeholder.name().text()) : null;
        if (value == null || placeholder.fallback() != null && value.isNull()) {
            writeFallback(placeholder);
            return;
        }
        switch (placeholder.position()) {
            case BARE -> bare(placeholder.name(), value);
            case QUOTED -> quoted(value);
            case WHOLE -> {
                out.append('"');
                quoted(value);
                out.append('"');
            }
            case PLAIN -> plain(placeholder.name(), value);
            case URL -> url(placeholder.name(), value);
        }
        limit();
    }

    private void writeFallback(Placeholder placeholder) {
        if (placeholder.fallback() != null) {
            write(placeholder.fallback());
            return;
        }
        Part.Name name = placeholder.name();
        missing.add(name.scope() == Scope.PARAMETER ? name.text() : CREDENTIAL + name.text());
        valid &= placeholder.position() != Position.BARE;
        out.append(placeholder.written());
    }

    private void bare(Part.Name name, Parameter value) {
        if (name.asString()) {
            quoted(value);
            return;
        }
        switch (value) {
            case Parameter.Json(String json) -> json(json);
            case Parameter.Text(String text) -> text(name, text);
            case Parameter.Escaped(String text) -> text(name, text);
            case Parameter.Raw raw -> {
                expectJson(name, raw.isJson());
                out.append(raw.text());
            }
            case Parameter.Preset(Default source, var _) -> {
                expectJson(name, source.isValue() && !(lines && source.hasSeveralLines()));
                write(source.bare());
            }
        }
    }

    /** Text that is a JSON object, array, number or so goes in as it is. */
    private void text(Part.Name name, String text) {
        if (JsonText.isContainer(text)) {
            json(text);
            return;
        }
        expectJson(name, JsonText.isScalar(text));
        JsonText.escape(text, out);
    }

    private void expectJson(Part.Name name, boolean json) {
        if (!json) {
            unquoted.add(name.text());
            valid = false;
        }
    }

    /** In JSON, line breaks outside of strings are blanks, and in strings there are none. */
    private void json(String json) {
        out.append(lines ? json.replace('\n', ' ').replace('\r', ' ') : json);
    }

    private void quoted(Parameter value) {
        switch (value) {
            case Parameter.Text(String text) -> JsonText.escape(text, out);
            case Parameter.Json(String json) -> JsonText.escape(json, out);
            case Parameter.Escaped(String text) -> {
                if (JsonText.isFragment(text)) {
                    out.append(text);
                } else {
                    JsonText.escape(text, out);
                }
            }
            case Parameter.Raw raw -> {
                valid &= JsonText.isFragment(raw.text());
                out.append(raw.text());
            }
            case Parameter.Preset(Default source, var _) -> preset(source);
        }
    }

    private void preset(Default source) {
        if (source.isDocument()) {
            Rendering document = new Rendering(lookup, false, ROOM);
            document.write(source.bare());
            missing.addAll(document.missing);
            unquoted.addAll(document.unquoted);
            JsonText.escape(document.out.toString(), out);
        } else {
            valid &= source.isFragment();
            write(source.quoted());
        }
    }

    private void plain(Part.Name name, Parameter value) {
        if (name.asString()) {
            quoted(value);
        } else if (value instanceof Parameter.Preset(Default source, var _)) {
            write(source.plain());
        } else {
            out.append(value.text());
        }
    }

    private void url(Part.Name name, Parameter value) {
        if (value instanceof Parameter.Preset(Default source, var _)) {
            write(source.url());
        } else {
            UrlText.append(name.text(), name.asString() ? JsonText.escaped(value.text()) : value.text(), out);
        }
    }

    private void limit() {
        if (out.length() > LONGEST) {
            throw new PerchException(ErrorCode.PAYLOAD_INVALID, "The payload is longer than " + LONGEST + " characters",
                    "send less, or repeat no parameter in request_body");
        }
    }
}
