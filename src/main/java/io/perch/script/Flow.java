package io.perch.script;

/** How a statement ended. */
enum Flow {
    NEXT, BREAK, CONTINUE, RETURN
}
