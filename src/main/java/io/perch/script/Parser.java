package io.perch.script;

import java.util.ArrayList;
import java.util.List;

/** Reads a script: functions and statements at the top. */
final class Parser {

    private final String variable;
    private final Tokens tokens;
    private final TypeReader types;
    private final Callees callees;

    private Parser(Source source, String variable) {
        this.variable = variable;
        this.tokens = new Tokens(source);
        this.types = new TypeReader(tokens);
        this.callees = new Callees(source);
    }

    /** @param variable what the script calls the map that it is given */
    static Program parse(Source source, String variable) {
        return new Parser(source, variable).program();
    }

    private Program program() {
        Scope scope = new Scope();
        scope.declare(variable, Type.of(Kind.MAP), true);
        Statements statements = new Statements(tokens, types, scope, callees, Type.DEF);
        List<Statement> main = new ArrayList<>();
        while (!tokens.atEnd()) {
            if (types.functionAhead()) {
                function();
            } else {
                main.add(statements.statement());
            }
        }
        if (main.isEmpty()) {
            throw tokens.refuse(tokens.peek(), "the script does nothing");
        }
        callees.link();
        return new Program(Paths.answering(new Statement.Block(main)), scope.slots());
    }

    private void function() {
        Type returns = types.read();
        Token name = tokens.next();
        Scope scope = new Scope();
        List<Local> parameters = parameters(scope);
        Statement body = new Statements(tokens, types, scope, callees, returns).block();
        if (!returns.isVoid() && !Paths.ends(body)) {
            throw tokens.refuse(name, "function '" + name.written() + "' can end without a return");
        }
        callees.declare(new UserFunction(name.written(), returns, parameters, scope.slots(), body), name.at());
    }

    private List<Local> parameters(Scope scope) {
        List<Local> parameters = new ArrayList<>();
        tokens.expect("(");
        if (tokens.take(")")) {
            return parameters;
        }
        do {
            parameters.add(parameter(scope));
        } while (!tokens.closed(")"));
        return parameters;
    }

    private Local parameter(Scope scope) {
        Type type = types.variable();
        Token name = tokens.expectName("the name of a parameter");
        if (scope.find(name.written()).isPresent()) {
            throw tokens.refuse(name, "there is a parameter '" + name.written() + "' already");
        }
        return scope.declare(name.written(), type, false);
    }
}
