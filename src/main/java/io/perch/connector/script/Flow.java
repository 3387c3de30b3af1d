package io.perch.connector.script;

/** How a statement ended. */
enum Flow {
    NEXT, BREAK, CONTINUE, RETURN
}
