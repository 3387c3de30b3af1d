package io.perch.connector.template;

import io.perch.connector.template.Part.Literal;
import io.perch.connector.template.Part.Name;
import io.perch.connector.template.Part.Placeholder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Reads a template once, from left to right, in time proportional to its length. What is no placeholder after all stays text. */
final class TemplateParser {

    private static final String TO_STRING = ".toString()";
    private static final String OR = ":-";
    /** Each level is a level of the stack when it is rendered. */
    private static final int DEEPEST = 8;
    private static final int EXCERPT = 40;
    private static final int MOST_FAULTS = 10;

    private final String text;
    private final Mode mode;
    private final Deque<Open> open = new ArrayDeque<>();
    private final List<String> faults = new ArrayList<>();
    private Pieces pieces = new Pieces();
    private int at;
    /** Whether {@link #at} is inside a JSON string of the template. */
    private boolean quoted;
    /** Where that string begins. */
    private int quote = -1;

    TemplateParser(String text, Mode mode) {
        this.text = text;
        this.mode = mode;
    }

    List<Part> parse() {
        while (at < text.length()) {
            step();
        }
        while (!open.isEmpty()) {
            abandon(open.pop());
        }
        return pieces.parts();
    }

    /** What looks like a placeholder and is none, in the order in which it was found; the first few of many. */
    List<String> faults() {
        return faults;
    }

    private void step() {
        switch (text.charAt(at)) {
            case '$' -> dollar();
            case '{' -> opened();
            case '}' -> closed();
            case '"' -> quote();
            case '\\' -> literal(quoted && at + 1 < text.length() && text.charAt(at + 1) != '$' ? 2 : 1);
            default -> literal(1);
        }
    }

    private void literal(int length) {
        pieces.literal(text, at, at + length);
        at += length;
    }

    private void quote() {
        if (mode == Mode.JSON) {
            quoted = !quoted;
            quote = at;
        }
        literal(1);
    }

    /** {@code $$} before a placeholder makes it text, one {@code $} shorter. */
    private void dollar() {
        Scope escaped = mode.scopeAt(text, at + 1);
        Scope scope = mode.scopeAt(text, at);
        if (escaped != null) {
            at++;
            int end = behindName(at + escaped.prefix().length());
            literal(end - at + (end < text.length() && text.charAt(end) == '}' ? 1 : 0));
        } else if (scope != null) {
            placeholder(scope);
        } else {
            literal(1);
        }
    }

    private void placeholder(Scope scope) {
        int from = at + scope.prefix().length();
        int to = behindName(from);
        boolean closes = to < text.length() && text.charAt(to) == '}';
        boolean hasFallback = text.startsWith(OR, to);
        if (from == to) {
            fault(at, "has no name");
            literal(from - at);
        } else if (!closes && !hasFallback) {
            fault(at, "is not closed: its } is missing");
            literal(from - at);
        } else if (closes) {
            Head head = new Head(name(scope, from, to), at, quoted, quote);
            at = to + 1;
            add(head, null);
        } else if (open.size() == DEEPEST) {
            fault(at, "stands in more than " + DEEPEST + " others");
            literal(from - at);
        } else {
            open.push(new Open(new Head(name(scope, from, to), at, quoted, quote), to + OR.length(), pieces));
            pieces = new Pieces();
            at = to + OR.length();
        }
    }

    /** A name may hold dots and blanks, but nothing that makes it look like the rest of an unclosed template. */
    private int behindName(int from) {
        int to = from;
        while (to < text.length() && text.charAt(to) >= ' ' && "}\"\\{$".indexOf(text.charAt(to)) < 0
                && !text.startsWith(OR, to)) {
            to++;
        }
        return to;
    }

    private Name name(Scope scope, int from, int to) {
        String name = text.substring(from, to);
        boolean asString = name.endsWith(TO_STRING) && name.length() > TO_STRING.length();
        return new Name(scope, asString ? name.substring(0, name.length() - TO_STRING.length()) : name, asString);
    }

    private void opened() {
        if (countsBraces()) {
            open.peek().braces++;
        }
        literal(1);
    }

    /** The default of a bare placeholder is JSON: its own braces, and those in its strings, close nothing. */
    private void closed() {
        if (open.isEmpty() || open.peek().isJson(mode) && quoted) {
            literal(1);
        } else if (countsBraces() && open.peek().braces > 0) {
            open.peek().braces--;
            literal(1);
        } else {
            Open innermost = open.pop();
            List<Part> fallback = pieces.parts();
            pieces = innermost.outer;
            at++;
            add(innermost.head, fallback);
        }
    }

    private boolean countsBraces() {
        return !open.isEmpty() && open.peek().isJson(mode) && !quoted;
    }

    /** @param fallback {@code null}: none */
    private void add(Head head, List<Part> fallback) {
        String written = text.substring(head.start, at);
        quoted = head.quoted;
        quote = head.quote;
        Position position = mode.position(quoted);
        if (isWholeString(head, fallback)) {
            position = Position.WHOLE;
            pieces.chop();
            at++;
            quoted = false;
        }
        pieces.add(new Placeholder(head.name, position, fallback, written));
    }

    private boolean isWholeString(Head head, List<Part> fallback) {
        return mode == Mode.JSON && quoted && quote == head.start - 1 && at < text.length() && text.charAt(at) == '"'
                && List.of(new Literal("null")).equals(fallback);
    }

    /** Its default never ended: it is text, with the placeholders that were found in it. */
    private void abandon(Open unclosed) {
        fault(unclosed.head.start, "is not closed: its } is missing");
        List<Part> inner = pieces.parts();
        pieces = unclosed.outer;
        pieces.literal(text, unclosed.head.start, unclosed.from);
        inner.forEach(pieces::add);
    }

    private void fault(int start, String what) {
        if (faults.size() == MOST_FAULTS) {
            return;
        }
        int end = Math.min(text.length(), start + EXCERPT);
        String excerpt = end < text.length() ? text.substring(start, end) + "…" : text.substring(start);
        faults.add("the placeholder at character " + (start + 1) + " (" + excerpt + ") " + what);
    }

    /** What comes before the default of a placeholder. */
    private record Head(Name name, int start, boolean quoted, int quote) {
    }

    /** A placeholder in whose default the parser is. */
    private static final class Open {

        private final Head head;
        /** Where its default begins. */
        private final int from;
        private final Pieces outer;
        /** Of its default, opened and not yet closed. */
        private int braces;

        private Open(Head head, int from, Pieces outer) {
            this.head = head;
            this.from = from;
            this.outer = outer;
        }

        private boolean isJson(Mode mode) {
            return mode == Mode.JSON && !head.quoted;
        }
    }
}
