package io.perch.script;

import java.util.List;

/** What has a value, and computes it in a frame. {@code at} of those that can fail is their offset in the script. */
sealed interface Expression permits Constant, Place, Operation, Construction, Call, Assignment {

    Object value(Frame frame);

    /** As far as it is known before the script runs. */
    Type type();

    /** As a message names it: {@code params.embeddings}, where it is as plain as that. */
    default String shown() {
        return "the value";
    }

    static Object[] values(List<Expression> expressions, Frame frame) {
        Object[] values = new Object[expressions.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = expressions.get(i).value(frame);
        }
        return values;
    }
}
