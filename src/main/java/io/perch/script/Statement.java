package io.perch.script;

import java.util.List;

/** A statement, which runs in a frame. */
sealed interface Statement permits Statement.Block, Statement.Evaluation, Statement.Declaration, Statement.Return, Statement.Jump,
        Statement.Throw, Loop, Branch {

    Statement NOTHING = new Block(List.of());

    Flow run(Frame frame);

    /** Statements one after the other. Where its variables end was settled when the script was read. */
    record Block(List<Statement> statements) implements Statement {

        @Override
        public Flow run(Frame frame) {
            for (Statement statement : statements) {
                frame.machine().step();
                Flow flow = statement.run(frame);
                if (flow != Flow.NEXT) {
                    return flow;
                }
            }
            return Flow.NEXT;
        }
    }

    /** An expression for what it does. */
    record Evaluation(Expression expression) implements Statement {

        @Override
        public Flow run(Frame frame) {
            expression.value(frame);
            return Flow.NEXT;
        }
    }

    /** @param initial null when there is none */
    record Declaration(Local variable, Expression initial, int at) implements Statement {

        @Override
        public Flow run(Frame frame) {
            frame.set(variable.slot(), initial == null ? variable.type().blank() : converted(frame));
            return Flow.NEXT;
        }

        private Object converted(Frame frame) {
            Object value = initial.value(frame);
            frame.machine().at(at);
            return Conversion.implicit(value, variable.type());
        }
    }

    /** @param declared of the function around it */
    record Return(Expression answer, Type declared, int at) implements Statement {

        @Override
        public Flow run(Frame frame) {
            Object value = answer.value(frame);
            frame.machine().at(at);
            frame.answer(Conversion.implicit(value, declared));
            return Flow.RETURN;
        }
    }

    /** {@code break} and {@code continue}. */
    record Jump(Flow to) implements Statement {

        @Override
        public Flow run(Frame frame) {
            return to;
        }
    }

    record Throw(Expression error, int at) implements Statement {

        @Override
        public Flow run(Frame frame) {
            Object value = error.value(frame);
            frame.machine().at(at);
            if (value instanceof Thrown thrown) {
                throw thrown;
            }
            throw new Thrown(ErrorType.CLASS_CAST, "only an exception can be thrown, not " + Values.named(value));
        }
    }
}
