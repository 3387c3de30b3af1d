package io.perch.script;

import java.util.ArrayList;
import java.util.List;

/** Reads values: literals, variables, calls, and what hangs on them by dots and brackets. */
final class Operands {

    static final String REGEX = "regular expressions are not supported: contains, indexOf, splitOnToken do without";
    private static final String LAMBDA = "functions as values (lambdas, '->' and '::') are not supported: write a loop";

    private final Tokens tokens;
    private final TypeReader types;
    private final Scope scope;
    private final Callees callees;
    private final Expressions expressions;
    private final Constructions constructions;

    Operands(Tokens tokens, TypeReader types, Scope scope, Callees callees, Expressions expressions) {
        this.tokens = tokens;
        this.types = types;
        this.scope = scope;
        this.callees = callees;
        this.expressions = expressions;
        this.constructions = new Constructions(tokens, types, expressions, this);
    }

    Expression unary() {
        Token first = tokens.peek();
        if (first.is("-") && tokens.peek(1).kind() == Token.Kind.NUMBER) {
            tokens.next();
            return postfix(number("-"));
        }
        if (Sign.written(first) != null) {
            tokens.next();
            return new Operation.Unary(Sign.written(first), tokens.nested(this::unary), first.at());
        }
        if (first.is("++") || first.is("--")) {
            tokens.next();
            return new Assignment.Count(place(tokens.nested(this::unary), first), first.is("++") ? 1 : -1, false, first.at());
        }
        return types.castAhead(scope) ? cast() : postfix(primary());
    }

    Place place(Expression expression, Token sign) {
        if (expression instanceof Local local && local.fixed()) {
            throw tokens.refuse(sign, "'" + local.name() + "' cannot be assigned to");
        }
        boolean assignable = expression instanceof Place && !(expression instanceof Member member && member.nullSafe());
        if (!assignable) {
            throw tokens.refuse(sign, "what stands before " + sign.shown() + " cannot be assigned to");
        }
        return (Place) expression;
    }

    /** In parentheses, separated by commas. */
    List<Expression> arguments() {
        tokens.expect("(");
        return until(")");
    }

    /** Separated by commas, up to what closes them. */
    List<Expression> until(String close) {
        List<Expression> read = new ArrayList<>();
        if (tokens.take(close)) {
            return read;
        }
        do {
            read.add(expressions.expression());
        } while (!tokens.closed(close));
        return read;
    }

    private Expression cast() {
        Token open = tokens.next();
        Type type = types.read();
        tokens.expect(")");
        return new Operation.Cast(type, tokens.nested(this::unary), open.at());
    }

    private Expression primary() {
        Token first = tokens.peek();
        return switch (first.kind()) {
            case NUMBER -> number("");
            case TEXT -> new Constant(tokens.next().value());
            case NAME -> named();
            case WORD -> word(first);
            case SYMBOL -> symbol(first);
            case END -> throw tokens.unexpected("a value");
        };
    }

    private Expression word(Token first) {
        return switch (first.written()) {
            case "true" -> literal(true);
            case "false" -> literal(false);
            case "null" -> literal(null);
            case "new" -> constructions.made();
            case "this" -> throw tokens.refuse(first, "a script is no object: there is no 'this'");
            default -> throw tokens.unexpected("a value");
        };
    }

    private Expression literal(Object value) {
        tokens.next();
        return new Constant(value);
    }

    private Expression symbol(Token first) {
        return switch (first.written()) {
            case "(" -> parenthesised();
            case "[" -> constructions.literal();
            case "/", "/=" -> throw tokens.refuse(first, REGEX);
            default -> throw tokens.unexpected("a value");
        };
    }

    private Expression parenthesised() {
        Token open = tokens.next();
        if (lambdaAhead()) {
            throw tokens.refuse(open, LAMBDA);
        }
        Expression inner = expressions.expression();
        tokens.expect(")");
        return inner;
    }

    /** {@code a, def b) ->}. */
    private boolean lambdaAhead() {
        int at = 0;
        while (tokens.peek(at).isName() || tokens.peek(at).is(",") || tokens.peek(at).is("def") || tokens.peek(at).is("int")) {
            at++;
        }
        return tokens.peek(at).is(")") && tokens.peek(at + 1).is("->");
    }

    private Expression number(String sign) {
        Token token = tokens.next();
        try {
            return new Constant(Numerals.value(sign + token.written()));
        } catch (NumberFormatException e) {
            throw tokens.refuse(token, "'" + sign + token.written()
                    + "' is no number that fits its type (whole numbers beyond ±2147483647 end in L)");
        }
    }

    private Expression named() {
        Token name = tokens.next();
        if (tokens.at("->") || tokens.at("::")) {
            throw tokens.refuse(name, LAMBDA);
        }
        if (tokens.at("(")) {
            return call(name);
        }
        if (scope.find(name.written()).isPresent()) {
            return scope.find(name.written()).get();
        }
        Kind kind = Kind.named(name.written()).orElseThrow(() -> unknown(name));
        if (tokens.at("<")) {
            throw tokens.refuse(name, "Painless has no type parameters: write " + name.written() + " without <…>");
        }
        tokens.expect(".");
        return ofType(kind, tokens.expectName("a function of " + name.written()));
    }

    private Expression call(Token name) {
        List<Expression> arguments = arguments();
        List<Type> given = arguments.stream().map(Expression::type).toList();
        return new Call.OfFunction(callees.called(name.written(), given, name.at()), arguments, name.at());
    }

    private Expression ofType(Kind kind, Token name) {
        if (!tokens.at("(")) {
            return new Constant(Statics.constant(kind, name.written())
                    .orElseThrow(() -> tokens.refuse(name, "there is no " + kind.written() + "." + name.written())));
        }
        List<Expression> arguments = arguments();
        MethodTable<Object> methods = Statics.methods(kind)
                .orElseThrow(() -> tokens.refuse(name, kind.written() + " has no functions of its own"));
        Method method = methods.find(name.written(), arguments.size())
                .orElseThrow(() -> tokens.refuse(name, methods.missing(name.written(), arguments.size())));
        return new Call.OfStatic(method, arguments, name.at());
    }

    private ScriptFault unknown(Token name) {
        if (name.written().equals(Script.PARAMS)) {
            return tokens.refuse(name, "a function does not see 'params': hand it over as an argument");
        }
        return tokens.refuse(name, "unknown variable '" + name.written() + "'" + Advice.on(name.written(), scope.names()));
    }

    private Expression postfix(Expression value) {
        Expression read = value;
        for (int links = 0; true; links++) {
            Token sign = tokens.peek();
            tokens.checkChain(links);
            if (sign.is(".") || sign.is("?.")) {
                read = dotted(read, tokens.next().is("?."));
            } else if (sign.is("[")) {
                read = element(read);
            } else if (sign.is("++") || sign.is("--")) {
                tokens.next();
                read = new Assignment.Count(place(read, sign), sign.is("++") ? 1 : -1, true, sign.at());
            } else if (sign.is("::")) {
                throw tokens.refuse(sign, LAMBDA);
            } else {
                return read;
            }
        }
    }

    private Expression element(Expression receiver) {
        Token open = tokens.next();
        Expression key = expressions.expression();
        tokens.expect("]");
        return Element.of(receiver, key, open.at());
    }

    private Expression dotted(Expression receiver, boolean nullSafe) {
        Token name = tokens.peek().kind() == Token.Kind.NUMBER ? tokens.next() : tokens.expectName("a name");
        if (!tokens.at("(")) {
            Members.refusal(receiver.type(), name.written()).ifPresent(reason -> {
                throw tokens.refuse(name, reason);
            });
            return new Member(receiver, name.written(), nullSafe, name.at());
        }
        List<Expression> arguments = arguments();
        Type returns = returned(receiver.type(), name, arguments.size());
        return new Call.OfMethod(receiver, name.written(), arguments, nullSafe, returns, name.at());
    }

    /** Refuses a method that the declared type does not have, or that nothing has when there is no declared type. */
    private Type returned(Type receiver, Token name, int arity) {
        return Methods.of(receiver).map(table -> table.find(name.written(), arity)
                        .orElseThrow(() -> tokens.refuse(name, table.missing(name.written(), arity))).returns())
                .orElseGet(() -> {
                    Methods.missingEverywhere(name.written(), arity).ifPresent(reason -> {
                        throw tokens.refuse(name, reason);
                    });
                    return Methods.returnedEverywhere(name.written(), arity);
                });
    }
}
