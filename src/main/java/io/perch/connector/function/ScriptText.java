package io.perch.connector.function;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.template.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a script, in which {@code ${parameters.x}} stands for the parameter as a quoted text. Parsed when it is made, and
 * again only when what fills it changes.
 */
final class ScriptText {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{parameters\\.([^}:]+)(?::-([^}]*))?}");
    private static final String ANY_TEXT = "\"\"";

    private final List<Piece> pieces;
    private final String end;
    private final LastParsed<Scripted> parsed;

    /** Throws what the parser throws. */
    ScriptText(String text, ScriptParser parser) {
        Matcher placeholders = PLACEHOLDER.matcher(text);
        List<Piece> found = new ArrayList<>();
        int from = 0;
        while (placeholders.find()) {
            found.add(new Piece(text.substring(from, placeholders.start()), placeholders.group(1), placeholders.group(2)));
            from = placeholders.end();
        }
        pieces = List.copyOf(found);
        end = text.substring(from);
        parsed = new LastParsed<>(parser::parse);
        parsed.of(filled(piece -> ANY_TEXT));
    }

    /** Throws SCRIPT_FAILED, or PARAMETERS_MISSING when nothing fills one of its placeholders. */
    Object run(Map<String, Object> params, Function<String, Parameter> parameters) {
        return parsed.of(filled(piece -> value(piece, parameters))).run(params);
    }

    private String filled(Function<Piece, String> value) {
        if (pieces.isEmpty()) {
            return end;
        }
        StringBuilder script = new StringBuilder();
        pieces.forEach(piece -> script.append(piece.before).append(value.apply(piece)));
        return script.append(end).toString();
    }

    private static String value(Piece piece, Function<String, Parameter> parameters) {
        Parameter parameter = parameters.apply(piece.name);
        if (parameter != null && !parameter.isNull()) {
            return quoted(parameter.text());
        }
        if (piece.otherwise != null) {
            return piece.otherwise;
        }
        throw new PerchException(ErrorCode.PARAMETERS_MISSING, "The connector's script asks for ${parameters." + piece.name
                + "}, which has no value", "send it in parameters, or give the connector a default for it").about("parameters");
    }

    /** Painless knows these two escapes only; everything else, line ends too, stands for itself. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** @param otherwise script text for a parameter that is not there; {@code null}: there is none */
    private record Piece(String before, String name, String otherwise) {
    }
}
