package io.perch.script;

import java.util.ArrayList;
import java.util.List;

/** Reads the statements of one function, or of the script outside of functions. */
final class Statements {

    private final Tokens tokens;
    private final TypeReader types;
    private final Scope scope;
    private final Expressions expressions;
    private final Type returns;
    /** Loops around the place that is read. */
    private int loops;

    Statements(Tokens tokens, TypeReader types, Scope scope, Callees callees, Type returns) {
        this.tokens = tokens;
        this.types = types;
        this.scope = scope;
        this.expressions = new Expressions(tokens, types, scope, callees);
        this.returns = returns;
    }

    Statement statement() {
        return tokens.nested(this::any);
    }

    Statement block() {
        tokens.expect("{");
        scope.enter();
        List<Statement> statements = new ArrayList<>();
        while (!tokens.take("}")) {
            if (tokens.atEnd()) {
                throw tokens.unexpected("'}'");
            }
            statements.add(statement());
        }
        scope.leave();
        return new Statement.Block(statements);
    }

    private Statement any() {
        Token first = tokens.peek();
        return switch (first.kind() == Token.Kind.TEXT ? "" : first.written()) {
            case "{" -> block();
            case "if" -> branch();
            case "while" -> whilst();
            case "do" -> repeat();
            case "for" -> loop();
            case "try" -> attempt();
            case ";" -> nothing();
            default -> simple(first);
        };
    }

    private Statement nothing() {
        tokens.next();
        return Statement.NOTHING;
    }

    private Statement branch() {
        int at = tokens.next().at();
        Expression condition = condition();
        Statement then = part();
        Statement otherwise = tokens.take("else") ? part() : Statement.NOTHING;
        return new Branch.If(condition, then, otherwise, at);
    }

    private Statement whilst() {
        int at = tokens.next().at();
        Expression condition = condition();
        return Loop.Conditional.whilst(condition, body(), false, at);
    }

    private Statement repeat() {
        int at = tokens.next().at();
        Statement body = body();
        tokens.expect("while");
        Statement loop = Loop.Conditional.whilst(condition(), body, true, at);
        end();
        return loop;
    }

    private Statement loop() {
        int at = tokens.next().at();
        tokens.expect("(");
        scope.enter();
        boolean inEach = tokens.peek().isName() && tokens.peek(1).is("in");
        Statement loop = inEach ? eachIn(at) : types.declarationAhead() ? declared(at) : counted(initial(), at);
        scope.leave();
        return loop;
    }

    private Statement eachIn(int at) {
        Token name = tokens.next();
        tokens.next();
        return each(Type.DEF, name, at);
    }

    /** {@code for (int i = 0; …)} or {@code for (String s : all)}: the same up to what follows the name. */
    private Statement declared(int at) {
        Type type = types.variable();
        if (tokens.peek(1).is(":")) {
            Token name = tokens.next();
            tokens.next();
            return each(type, name, at);
        }
        return counted(declarations(type), at);
    }

    private Statement each(Type type, Token name, int at) {
        Expression all = expressions.expression();
        tokens.expect(")");
        Local variable = declare(name, type);
        return new Loop.Each(variable, all, body(), at);
    }

    private Statement initial() {
        return tokens.at(";") ? Statement.NOTHING : new Statement.Evaluation(expressions.expression());
    }

    private Statement counted(Statement first, int at) {
        tokens.expect(";");
        Expression condition = tokens.at(";") ? new Constant(true) : expressions.expression();
        tokens.expect(";");
        Expression after = tokens.at(")") ? new Constant(null) : expressions.expression();
        tokens.expect(")");
        return new Loop.Conditional(first, condition, after, body(), false, at);
    }

    private Statement attempt() {
        tokens.next();
        Statement body = block();
        List<Branch.Catch> catches = new ArrayList<>();
        while (tokens.take("catch")) {
            tokens.expect("(");
            Token type = tokens.expectName("an exception");
            ErrorType caught = expressions.error(type);
            scope.enter();
            Local variable = declare(tokens.expectName("the name of the exception"), Type.DEF);
            tokens.expect(")");
            catches.add(new Branch.Catch(caught, variable, block()));
            scope.leave();
        }
        if (catches.isEmpty()) {
            throw tokens.unexpected("'catch'");
        }
        return new Branch.Try(body, catches);
    }

    private Statement simple(Token first) {
        Statement statement = switch (first.kind() == Token.Kind.WORD ? first.written() : "") {
            case "return" -> answer();
            case "throw" -> new Statement.Throw(behindWord(), first.at());
            case "break" -> jump(Flow.BREAK);
            case "continue" -> jump(Flow.CONTINUE);
            default -> types.declarationAhead() ? variables() : new Statement.Evaluation(expressions.expression());
        };
        end();
        return statement;
    }

    private Statement variables() {
        if (types.functionAhead()) {
            throw tokens.refuse(tokens.peek(), "a function is declared outside of blocks and other functions");
        }
        return declarations(types.variable());
    }

    private Expression behindWord() {
        tokens.next();
        return expressions.expression();
    }

    private Statement answer() {
        Token word = tokens.next();
        boolean bare = tokens.at(";") || tokens.at("}") || tokens.atEnd();
        if (bare) {
            if (!returns.open()) {
                throw tokens.refuse(word, "this function returns " + Values.article(returns.written()));
            }
            return new Statement.Return(new Constant(null), returns, word.at());
        }
        if (returns.isVoid()) {
            throw tokens.refuse(word, "this function returns nothing");
        }
        Expression answer = expressions.expression();
        expressions.check(answer.type(), returns, word);
        return new Statement.Return(answer, returns, word.at());
    }

    private Statement jump(Flow to) {
        Token word = tokens.next();
        if (loops == 0) {
            throw tokens.refuse(word, "'" + word.written() + "' stands outside of a loop");
        }
        return new Statement.Jump(to);
    }

    /** {@code int i = 0, j}; several are one statement, and their scope is the one around them. */
    private Statement declarations(Type type) {
        List<Statement> declared = new ArrayList<>();
        do {
            declared.add(declaration(type));
        } while (tokens.take(","));
        return declared.size() == 1 ? declared.getFirst() : new Statement.Block(declared);
    }

    private Statement declaration(Type type) {
        Token name = tokens.expectName("the name of a variable");
        Expression initial = null;
        if (tokens.take("=")) {
            initial = expressions.expression();
            expressions.check(initial.type(), type, name);
        }
        return new Statement.Declaration(declare(name, type), initial, name.at());
    }

    private Local declare(Token name, Type type) {
        if (scope.find(name.written()).isPresent()) {
            throw tokens.refuse(name, "there is a variable '" + name.written() + "' already");
        }
        return scope.declare(name.written(), type, false);
    }

    private Expression condition() {
        tokens.expect("(");
        Token first = tokens.peek();
        Expression condition = expressions.expression();
        expressions.check(condition.type(), Type.BOOLEAN, first);
        tokens.expect(")");
        return condition;
    }

    private Statement body() {
        loops++;
        Statement body = part();
        loops--;
        return body;
    }

    /** A block, or one statement without braces. */
    private Statement part() {
        scope.enter();
        Statement part = statement();
        scope.leave();
        return part;
    }

    /** A semicolon; it may be missing where nothing can be misread. */
    private void end() {
        if (!tokens.take(";") && !tokens.at("}") && !tokens.atEnd()) {
            throw tokens.unexpected("';'");
        }
    }
}
