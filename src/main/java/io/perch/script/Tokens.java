package io.perch.script;

import java.util.List;
import java.util.function.Supplier;

/** The words of a script, read from left to right with a view ahead. */
final class Tokens {

    /** Statements and expressions within each other: the tree is read and run by recursion. */
    private static final int DEEPEST = 150;
    /** Operators or dots one behind the other, which run by recursion too. */
    private static final int LONGEST_CHAIN = 1000;

    private final Source source;
    private final List<Token> tokens;
    private int at;
    private int depth;

    Tokens(Source source) {
        this.source = source;
        this.tokens = Lexer.tokens(source);
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token next() {
        Token token = peek();
        at++;
        return token;
    }

    boolean at(String word) {
        return peek().is(word);
    }

    boolean atEnd() {
        return peek().kind() == Token.Kind.END;
    }

    /** Reads it if it comes next. */
    boolean take(String word) {
        if (at(word)) {
            at++;
            return true;
        }
        return false;
    }

    Token expect(String word) {
        if (!at(word)) {
            throw unexpected("'" + word + "'");
        }
        return next();
    }

    /** Reads what ends a list, or else the comma before its next element. */
    boolean closed(String close) {
        if (!at(",") && !at(close)) {
            throw unexpected("',' or '" + close + "'");
        }
        return next().is(close);
    }

    Token expectName(String what) {
        if (!peek().isName()) {
            throw unexpected(what);
        }
        return next();
    }

    /** Reads a part that may hold its like. */
    <T> T nested(Supplier<T> part) {
        if (depth == DEEPEST) {
            throw refuse(peek(), "nested more than " + DEEPEST + " deep");
        }
        depth++;
        T read = part.get();
        depth--;
        return read;
    }

    void checkChain(int links) {
        if (links > LONGEST_CHAIN) {
            throw refuse(peek(), "more than " + LONGEST_CHAIN + " operators in one expression");
        }
    }

    ScriptFault unexpected(String wanted) {
        return refuse(peek(), "found " + peek().shown() + " where " + wanted + " is needed");
    }

    ScriptFault refuse(Token token, String reason) {
        return source.refuse(token.at(), reason);
    }
}
