package io.perch.script;

import java.util.Set;

/**
 * A word of a script.
 *
 * @param written as it stands there
 * @param value   of a text, without its quotes and escapes; else null
 * @param at      offset of its first character
 */
record Token(Kind kind, String written, String value, int at) {

    enum Kind {
        NAME, WORD, NUMBER, TEXT, SYMBOL, END
    }

    private static final Set<String> WORDS = Set.of("if", "in", "else", "while", "do", "for", "continue", "break", "return",
            "new", "try", "catch", "throw", "this", "instanceof", "true", "false", "null",
            "def", "boolean", "byte", "short", "char", "int", "long", "float", "double");

    static boolean reserved(String word) {
        return WORDS.contains(word);
    }

    /** Whether it is this symbol or this reserved word; a text that reads the same is not. */
    boolean is(String word) {
        return (kind == Kind.SYMBOL || kind == Kind.WORD) && written.equals(word);
    }

    boolean isName() {
        return kind == Kind.NAME;
    }

    /** As a message names it. */
    String shown() {
        return kind == Kind.END ? "the end of the script" : "'" + written + "'";
    }
}
