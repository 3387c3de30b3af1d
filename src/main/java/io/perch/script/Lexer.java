package io.perch.script;

import java.util.ArrayList;
import java.util.List;

/** Cuts a script into words. After a dot every word is a name ({@code params.embeddings.float}) and every number an index. */
final class Lexer {

    /** Longest first. Those that Perch does not run are known, so that their refusal can name them. */
    private static final List<String> SYMBOLS = List.of(">>>=", "<<=", ">>=", ">>>", "===", "!==", "==~", "==", "!=", "<=", ">=",
            "<<", ">>", "&&", "||", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "^=", "|=", "?.", "?:", "->", "::", "=~",
            "{", "}", "[", "]", "(", ")", ".", ",", ";", "!", "~", "*", "/", "%", "+", "-", "<", ">", "&", "^", "|", "?", ":",
            "=");

    private final Source source;
    private final String text;
    private final List<Token> found = new ArrayList<>();
    private int at;

    private Lexer(Source source) {
        this.source = source;
        this.text = source.text();
    }

    /** The last one is {@link Token.Kind#END}. */
    static List<Token> tokens(Source source) {
        Lexer lexer = new Lexer(source);
        lexer.skip();
        while (lexer.at < lexer.text.length()) {
            lexer.found.add(lexer.next());
            lexer.skip();
        }
        lexer.found.add(new Token(Token.Kind.END, "", null, lexer.text.length()));
        return lexer.found;
    }

    private Token next() {
        char first = text.charAt(at);
        if (nameStart(first)) {
            return name();
        }
        if (digit(first)) {
            return afterDot() ? index() : number();
        }
        return first == '"' || first == '\'' ? literal(first) : symbol();
    }

    private Token name() {
        int start = at;
        while (at < text.length() && (nameStart(text.charAt(at)) || digit(text.charAt(at)))) {
            at++;
        }
        String name = text.substring(start, at);
        boolean word = Token.reserved(name) && !afterDot();
        return new Token(word ? Token.Kind.WORD : Token.Kind.NAME, name, null, start);
    }

    private Token index() {
        int start = at;
        while (at < text.length() && digit(text.charAt(at))) {
            at++;
        }
        return new Token(Token.Kind.NUMBER, text.substring(start, at), null, start);
    }

    /** Up to where it ends; what it is worth depends on a minus before it, which is the parser's to see. */
    private Token number() {
        int start = at;
        boolean decimal = !text.startsWith("0x", at) && !text.startsWith("0X", at);
        digits(decimal);
        if (decimal && at + 1 < text.length() && text.charAt(at) == '.' && digit(text.charAt(at + 1))) {
            at++;
            digits(true);
        }
        return new Token(Token.Kind.NUMBER, text.substring(start, at), null, start);
    }

    /** Letters too: an exponent, a suffix, hexadecimal digits; what does not belong there is seen when the number is read. */
    private void digits(boolean decimal) {
        while (at < text.length() && (nameStart(text.charAt(at)) || digit(text.charAt(at)) || decimal && exponentSign())) {
            at++;
        }
    }

    private boolean exponentSign() {
        char sign = text.charAt(at);
        char before = text.charAt(at - 1);
        boolean behind = (sign == '+' || sign == '-') && (before == 'e' || before == 'E');
        return behind && at + 1 < text.length() && digit(text.charAt(at + 1));
    }

    private Token literal(char quote) {
        int start = at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            char character = text.charAt(at++);
            value.append(character == '\\' ? escaped() : character);
        }
        if (at == text.length()) {
            throw source.refuse(start, "a text begins here with " + quote + " and never ends");
        }
        at++;
        return new Token(Token.Kind.TEXT, text.substring(start, at), value.toString(), start);
    }

    /**
     * Painless itself knows only a backslash and the quote. All escapes of JSON are read, because {@code ${parameters.x}} in a
     * script is replaced by a JSON string.
     */
    private char escaped() {
        if (at == text.length()) {
            return '\\';
        }
        char character = text.charAt(at++);
        return switch (character) {
            case '\\', '"', '\'', '/' -> character;
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> unicode();
            default -> throw source.refuse(at - 2, "no escape in a text: \\" + character + " (a backslash itself is \\\\)");
        };
    }

    private char unicode() {
        String digits = text.substring(at, Math.min(at + 4, text.length()));
        if (!digits.matches("[0-9a-fA-F]{4}")) {
            throw source.refuse(at - 2, "\\u is followed by four hexadecimal digits");
        }
        at += 4;
        return (char) Integer.parseInt(digits, 16);
    }

    private Token symbol() {
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                at += symbol.length();
                return new Token(Token.Kind.SYMBOL, symbol, null, at - symbol.length());
            }
        }
        throw source.refuse(at, "unexpected character '" + Character.toString(text.codePointAt(at)) + "'");
    }

    /** Blanks and comments. */
    private void skip() {
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("//", at)) {
                at = behind("\n", text.length());
            } else if (text.startsWith("/*", at)) {
                at = behind("*/", -1);
            } else {
                return;
            }
        }
    }

    private int behind(String end, int otherwise) {
        int found = text.indexOf(end, at + 2);
        if (found < 0 && otherwise < 0) {
            throw source.refuse(at, "a comment begins here and never ends");
        }
        return found < 0 ? otherwise : found + end.length();
    }

    private boolean afterDot() {
        return !found.isEmpty() && (found.getLast().is(".") || found.getLast().is("?."));
    }

    private static boolean nameStart(char character) {
        return character == '_' || character >= 'a' && character <= 'z' || character >= 'A' && character <= 'Z';
    }

    private static boolean digit(char character) {
        return character >= '0' && character <= '9';
    }
}
