package io.perch.script;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Work on texts whose result may be much longer than what it is made of: it is counted before it is done. */
final class Texts {

    private Texts() {
    }

    static String replaced(String text, String target, String replacement, Machine machine) {
        machine.search(text.length(), target.length());
        long found = count(text, target);
        machine.build(found == 0 ? 0 : text.length() + found * ((long) replacement.length() - target.length()));
        return found == 0 ? text : text.replace(target, replacement);
    }

    /** Where an empty token is found between all characters. */
    private static long count(String text, String token) {
        if (token.isEmpty()) {
            return text.length() + 1L;
        }
        long found = 0;
        for (int at = text.indexOf(token); at >= 0; at = text.indexOf(token, at + token.length())) {
            found++;
        }
        return found;
    }

    /** As Painless has it: a limit of 0 is none, empty parts stay, an empty token splits nothing. */
    static ScriptArray split(String text, String token, int limit, Machine machine) {
        List<String> parts = new ArrayList<>();
        machine.search(text.length(), token.length());
        machine.build(text.length());
        int from = 0;
        int at = token.isEmpty() ? -1 : text.indexOf(token);
        while (at >= 0 && (limit <= 0 || parts.size() < limit - 1)) {
            machine.make();
            parts.add(text.substring(from, at));
            from = at + token.length();
            at = text.indexOf(token, from);
        }
        parts.add(text.substring(from));
        return ScriptArray.of(Type.STRING, parts.toArray());
    }

    static String join(Iterator<?> parts, String separator, Machine machine) {
        StringBuilder joined = new StringBuilder();
        while (parts.hasNext()) {
            machine.step();
            Rendering.append(joined, parts.next(), machine);
            if (parts.hasNext()) {
                Rendering.append(joined, separator, machine);
            }
        }
        return joined.toString();
    }

    /** A text inside the quotes of a JSON string. */
    static String escaped(String text, Machine machine) {
        machine.scan(text.length());
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character < ' ' || character == '"' || character == '\\') {
                escaped.append(text, from, at).append(escape(character));
                from = at + 1;
            }
        }
        escaped.append(text, from, text.length());
        machine.build(escaped.length());
        return escaped.toString();
    }

    private static String escape(char character) {
        return switch (character) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            default -> String.format("\\u%04x", (int) character);
        };
    }
}
