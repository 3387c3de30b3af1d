package io.perch.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads expressions: assignments, choices and operators between values, the loosest first. */
final class Expressions {

    private static final int ELVIS = 1;
    private static final int INSTANCE_OF = 8;

    /** How tightly an operator binds. */
    private static final Map<String, Integer> LEVELS = Map.ofEntries(
            Map.entry("?:", ELVIS), Map.entry("||", 2), Map.entry("&&", 3),
            Map.entry("|", 4), Map.entry("^", 5), Map.entry("&", 6),
            Map.entry("==", 7), Map.entry("!=", 7), Map.entry("===", 7), Map.entry("!==", 7),
            Map.entry("instanceof", INSTANCE_OF),
            Map.entry("<", 9), Map.entry("<=", 9), Map.entry(">", 9), Map.entry(">=", 9),
            Map.entry("<<", 10), Map.entry(">>", 10), Map.entry(">>>", 10), Map.entry("=~", 11), Map.entry("==~", 11),
            Map.entry("+", 12), Map.entry("-", 12), Map.entry("*", 13), Map.entry("/", 13), Map.entry("%", 13));

    private final Tokens tokens;
    private final TypeReader types;
    private final Operands operands;

    Expressions(Tokens tokens, TypeReader types, Scope scope, Callees callees) {
        this.tokens = tokens;
        this.types = types;
        this.operands = new Operands(tokens, types, scope, callees, this);
    }

    Expression expression() {
        return tokens.nested(this::any);
    }

    /** Refuses what can never become what is declared. */
    void check(Type given, Type wanted, Token at) {
        if (!Conversion.allowed(given, wanted)) {
            throw tokens.refuse(at, Conversion.refusal(given, wanted));
        }
    }

    ErrorType error(Token name) {
        return ErrorType.named(name.written()).orElseThrow(() -> tokens.refuse(name, "unknown exception '" + name.written() + "'"
                + Advice.on(name.written(), ErrorType.names())));
    }

    private Expression any() {
        Expression left = binary(ELVIS);
        Token next = tokens.peek();
        if (next.is("?")) {
            return choice(left);
        }
        boolean assigns = next.kind() == Token.Kind.SYMBOL && next.written().endsWith("=") && !LEVELS.containsKey(next.written());
        return assigns ? assignment(left) : left;
    }

    private Expression choice(Expression condition) {
        Token mark = tokens.next();
        check(condition.type(), Type.BOOLEAN, mark);
        Expression yes = expression();
        tokens.expect(":");
        return Operation.Choice.of(condition, yes, expression(), mark.at());
    }

    private Expression assignment(Expression left) {
        Token sign = tokens.next();
        Place place = operands.place(left, sign);
        Expression value = expression();
        if (sign.is("=")) {
            check(value.type(), place.type(), sign);
            return new Assignment.Simple(place, value, sign.at());
        }
        Operator operator = Operator.written(sign.written().substring(0, sign.written().length() - 1));
        return new Assignment.Compound(place, operator, value, sign.at());
    }

    private Expression binary(int least) {
        Expression left = operands.unary();
        int links = 0;
        for (int level = level(tokens.peek()); level >= least; level = level(tokens.peek())) {
            tokens.checkChain(links++);
            Token sign = tokens.next();
            left = level == INSTANCE_OF ? new Operation.InstanceOf(left, types.read())
                    : joined(sign, left, right(level));
        }
        return left;
    }

    /** Elvis takes all to its right, the others only what binds tighter. */
    private Expression right(int level) {
        return tokens.nested(() -> binary(level == ELVIS ? level : level + 1));
    }

    /** 0 when it is no operator between values. */
    private static int level(Token token) {
        boolean sign = token.kind() == Token.Kind.SYMBOL || token.kind() == Token.Kind.WORD;
        return sign ? LEVELS.getOrDefault(token.written(), 0) : 0;
    }

    private Expression joined(Token sign, Expression left, Expression right) {
        int at = sign.at();
        return switch (sign.written()) {
            case "?:" -> Operation.Elvis.of(left, right);
            case "||" -> new Operation.Both(true, left, right, at);
            case "&&" -> new Operation.Both(false, left, right, at);
            case "==" -> new Operation.Sameness(false, left, right, at);
            case "===" -> new Operation.Sameness(true, left, right, at);
            case "!=" -> new Operation.Unary(Sign.NOT, new Operation.Sameness(false, left, right, at), at);
            case "!==" -> new Operation.Unary(Sign.NOT, new Operation.Sameness(true, left, right, at), at);
            case "<", "<=", ">", ">=" -> new Operation.Comparison(Relation.written(sign.written()), left, right, at);
            case "=~", "==~" -> throw tokens.refuse(sign, Operands.REGEX);
            case "+" -> sum(left, right, at);
            default -> Operation.Calculation.of(Operator.written(sign.written()), left, right, at);
        };
    }

    private Expression sum(Expression left, Expression right, int at) {
        if (!left.type().isText() && !right.type().isText()) {
            return Operation.Calculation.of(Operator.ADD, left, right, at);
        }
        List<Expression> parts = new ArrayList<>();
        if (left instanceof Operation.Concatenation begun) {
            parts.addAll(begun.parts());
        } else {
            parts.add(left);
        }
        parts.add(right);
        return new Operation.Concatenation(parts, at);
    }
}
