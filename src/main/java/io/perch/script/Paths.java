package io.perch.script;

import java.util.ArrayList;
import java.util.List;

/** Which ways lead through statements. */
final class Paths {

    private Paths() {
    }

    /** Whether nothing that stands behind it is ever reached. */
    static boolean ends(Statement statement) {
        return switch (statement) {
            case Statement.Return _, Statement.Throw _ -> true;
            case Statement.Block block -> block.statements().stream().anyMatch(Paths::ends);
            case Branch.If branch -> ends(branch.then()) && ends(branch.otherwise());
            case Branch.Try attempt -> ends(attempt.body())
                    && attempt.catches().stream().allMatch(handler -> ends(handler.body()));
            case Loop.Conditional loop -> Boolean.TRUE.equals(constant(loop.condition())) && !breaks(loop.body());
            case Loop.Each _, Statement.Evaluation _, Statement.Declaration _, Statement.Jump _ -> false;
        };
    }

    /** A script that says no {@code return} gives the value of its last expression; in both ways of a last {@code if}, too. */
    static Statement answering(Statement statement) {
        return switch (statement) {
            case Statement.Evaluation last -> new Statement.Return(last.expression(), Type.DEF, 0);
            case Statement.Block block when !block.statements().isEmpty() -> lastAnswering(block.statements());
            case Branch.If branch ->
                    new Branch.If(branch.condition(), answering(branch.then()), answering(branch.otherwise()), branch.at());
            case Branch.Try attempt -> new Branch.Try(answering(attempt.body()), attempt.catches().stream()
                    .map(handler -> new Branch.Catch(handler.type(), handler.variable(), answering(handler.body()))).toList());
            case Statement.Block _, Statement.Declaration _, Statement.Return _, Statement.Throw _, Statement.Jump _,
                    Loop.Conditional _, Loop.Each _ -> statement;
        };
    }

    private static Statement lastAnswering(List<Statement> statements) {
        List<Statement> answering = new ArrayList<>(statements);
        answering.set(answering.size() - 1, answering(statements.getLast()));
        return new Statement.Block(answering);
    }

    private static boolean breaks(Statement statement) {
        return switch (statement) {
            case Statement.Jump jump -> jump.to() == Flow.BREAK;
            case Statement.Block block -> block.statements().stream().anyMatch(Paths::breaks);
            case Branch.If branch -> breaks(branch.then()) || breaks(branch.otherwise());
            case Branch.Try attempt -> breaks(attempt.body())
                    || attempt.catches().stream().anyMatch(handler -> breaks(handler.body()));
            case Statement.Return _, Statement.Throw _, Statement.Evaluation _, Statement.Declaration _,
                    Loop.Conditional _, Loop.Each _ -> false;
        };
    }

    private static Object constant(Expression expression) {
        return expression instanceof Constant constant ? constant.constant() : null;
    }
}
