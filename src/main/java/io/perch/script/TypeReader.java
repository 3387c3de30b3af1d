package io.perch.script;

import java.util.Optional;

/** Types where a script names them. */
final class TypeReader {

    private final Tokens tokens;

    TypeReader(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Whether a type and a name come next: a declaration, or a function when a parenthesis follows. */
    boolean declarationAhead() {
        int words = words();
        return words > 0 && (tokens.peek(words).isName() || !tokens.peek().isName());
    }

    boolean functionAhead() {
        int words = words();
        return words > 0 && tokens.peek(words).isName() && tokens.peek(words + 1).is("(");
    }

    /** Whether {@code (type)} comes next, with a value behind it that is cast: {@code (x) + 1} is none. */
    boolean castAhead(Scope scope) {
        int words = tokens.at("(") ? words(1) : 0;
        if (words == 0 || !tokens.peek(1 + words).is(")")) {
            return false;
        }
        Token first = tokens.peek(1);
        boolean type = !first.isName() || Kind.named(first.written()).isPresent() && scope.find(first.written()).isEmpty();
        return type && (!first.isName() || valueAhead(2 + words));
    }

    /** Of a variable or a parameter: anything but {@code void}. */
    Type variable() {
        Token first = tokens.peek();
        Type type = read();
        if (type.isVoid()) {
            throw tokens.refuse(first, "a variable cannot be void");
        }
        return type;
    }

    Type read() {
        Token first = tokens.next();
        StringBuilder name = new StringBuilder(first.written());
        while (tokens.at(".") && tokens.peek(1).isName()) {
            tokens.next();
            name.append('.').append(tokens.next().written());
        }
        Kind kind = kind(first, name.toString());
        if (!tokens.at("[") || !tokens.peek(1).is("]")) {
            return Type.of(kind);
        }
        tokens.next();
        tokens.next();
        if (tokens.at("[")) {
            throw tokens.refuse(first, "arrays of arrays are not supported: use lists of lists");
        }
        return Type.arrayOf(kind);
    }

    Optional<Kind> named(String name) {
        return Kind.named(name.replaceFirst("^java\\.(util|lang|math)\\.", ""));
    }

    private Kind kind(Token first, String name) {
        if (tokens.at("<")) {
            throw tokens.refuse(first, "Painless has no type parameters: write " + name + " without <…>");
        }
        Kind kind = named(name).orElseThrow(() -> tokens.refuse(first, "unknown type '" + name + "'"
                + Advice.on(name, Kind.names())));
        if (kind.family() == Kind.Family.FUNCTIONS) {
            throw tokens.refuse(first, name + " has no values, only functions");
        }
        return kind;
    }

    private int words() {
        return words(0);
    }

    /** How many words the type takes that begins there; 0 when it is none. */
    private int words(int from) {
        Token first = tokens.peek(from);
        boolean primitive = first.kind() == Token.Kind.WORD && (first.is("def") || primitive(first));
        if (!primitive && !first.isName()) {
            return 0;
        }
        int at = from + 1;
        while (!primitive && tokens.peek(at).is(".") && tokens.peek(at + 1).isName()) {
            at += 2;
        }
        while (tokens.peek(at).is("[") && tokens.peek(at + 1).is("]")) {
            at += 2;
        }
        return at - from;
    }

    private static boolean primitive(Token word) {
        return switch (word.written()) {
            case "boolean", "byte", "short", "char", "int", "long", "float", "double" -> true;
            default -> false;
        };
    }

    private boolean valueAhead(int at) {
        Token token = tokens.peek(at);
        return switch (token.kind()) {
            case NAME, NUMBER, TEXT -> true;
            case WORD -> !token.is("instanceof") && !token.is("in");
            case SYMBOL -> token.is("(") || token.is("[") || token.is("!") || token.is("~");
            case END -> false;
        };
    }
}
