package io.perch.connector.function;

import io.perch.base.ErrorCode;
import io.perch.base.Nearest;
import io.perch.base.PerchException;
import java.util.List;

/** A function that connectors call by name. */
interface NamedFunction {

    /** Without the prefix that all of its kind have. */
    String wireName();

    static PerchException unknown(String member, String name, List<String> known) {
        String hint = Nearest.to(name, known).stream().findFirst().map(nearest -> "did you mean " + nearest + "?")
                .orElse("known are " + String.join(", ", known));
        return new PerchException(ErrorCode.REQUEST_INVALID, "There is no " + member + " " + name, hint);
    }
}
