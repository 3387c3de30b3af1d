package io.perch.connector.function;

import io.perch.base.PerchException;

/** The language that connectors' scripts are written in. */
@FunctionalInterface
public interface ScriptParser {

    /** @throws PerchException REQUEST_INVALID with line and reason when it is not a script of the language */
    Scripted parse(String text);
}
