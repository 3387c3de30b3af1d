package io.perch.script;

import java.util.List;

/** What may run and may not. */
sealed interface Branch extends Statement {

    /** @param otherwise empty when there is no {@code else} */
    record If(Expression condition, Statement then, Statement otherwise, int at) implements Branch {

        @Override
        public Flow run(Frame frame) {
            Object value = condition.value(frame);
            frame.machine().at(at);
            return (Conversion.truth(value) ? then : otherwise).run(frame);
        }
    }

    /** What goes beyond the limits is not caught. */
    record Try(Statement body, List<Catch> catches) implements Branch {

        @Override
        public Flow run(Frame frame) {
            try {
                return body.run(frame);
            } catch (ScriptFault limit) {
                throw limit;
            } catch (RuntimeException failure) {
                return caught(Thrown.of(failure), frame);
            }
        }

        private Flow caught(Thrown thrown, Frame frame) {
            frame.machine().fail();
            for (Catch handler : catches) {
                if (thrown.type().is(handler.type())) {
                    frame.set(handler.variable().slot(), thrown);
                    return handler.body().run(frame);
                }
            }
            throw thrown;
        }
    }

    record Catch(ErrorType type, Local variable, Statement body) {
    }
}
