package io.perch.script;

import java.util.ArrayList;
import java.util.List;

/** Reads what makes something new: {@code new …}, lists and maps in brackets. */
final class Constructions {

    private final Tokens tokens;
    private final TypeReader types;
    private final Expressions expressions;
    private final Operands operands;

    Constructions(Tokens tokens, TypeReader types, Expressions expressions, Operands operands) {
        this.tokens = tokens;
        this.types = types;
        this.expressions = expressions;
        this.operands = operands;
    }

    Expression made() {
        Token word = tokens.next();
        Token name = tokens.peek();
        if (ErrorType.named(name.written()).isPresent()) {
            return error(tokens.next());
        }
        if (name.isName() && types.named(name.written()).isEmpty() && !tokens.peek(1).is(".")) {
            throw tokens.refuse(name, cannotMake(name.written()));
        }
        Type type = types.read();
        if (type.array()) {
            tokens.expect("{");
            return new Construction.ArrayLiteral(type, operands.until("}"), word.at());
        }
        return tokens.take("[") ? array(type, word) : object(type, name);
    }

    /** A list or a map: which of them shows behind its first element. */
    Expression literal() {
        Token open = tokens.next();
        if (tokens.take(":")) {
            tokens.expect("]");
            return new Construction.MapLiteral(List.of(), List.of(), open.at());
        }
        if (tokens.take("]")) {
            return new Construction.ListLiteral(List.of());
        }
        Expression first = expressions.expression();
        return tokens.at(":") ? map(first, open) : list(first);
    }

    private Expression error(Token name) {
        List<Expression> message = operands.arguments();
        if (message.size() > 1) {
            throw tokens.refuse(name, "an exception takes a message and nothing else");
        }
        return new Construction.NewError(expressions.error(name), message, name.at());
    }

    private Expression array(Type element, Token word) {
        Expression length = expressions.expression();
        expressions.check(length.type(), Type.INT, word);
        tokens.expect("]");
        return new Construction.NewArray(Type.arrayOf(element.kind()), length, word.at());
    }

    private Expression object(Type type, Token name) {
        List<Expression> arguments = operands.arguments();
        MethodTable<Object> table = Constructors.of(type.kind())
                .orElseThrow(() -> tokens.refuse(name, cannotMake(type.written())));
        Method constructor = table.find("new", arguments.size())
                .orElseThrow(() -> tokens.refuse(name, table.missing("new", arguments.size())));
        return new Construction.NewObject(type, constructor, arguments, name.at());
    }

    private static String cannotMake(String type) {
        return "a script cannot make " + Values.article(type) + ", only " + Constructors.names() + ", arrays and exceptions";
    }

    private Expression list(Expression first) {
        List<Expression> elements = new ArrayList<>();
        elements.add(first);
        while (!tokens.closed("]")) {
            elements.add(expressions.expression());
        }
        return new Construction.ListLiteral(elements);
    }

    private Expression map(Expression first, Token open) {
        List<Expression> keys = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        keys.add(first);
        tokens.expect(":");
        values.add(expressions.expression());
        while (!tokens.closed("]")) {
            keys.add(expressions.expression());
            tokens.expect(":");
            values.add(expressions.expression());
        }
        return new Construction.MapLiteral(keys, values, open.at());
    }
}
