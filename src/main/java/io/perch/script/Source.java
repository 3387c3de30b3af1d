package io.perch.script;

/** The text of a script, which turns offsets into places that a reader finds. */
record Source(String text) {

    ScriptFault refuse(int at, String reason) {
        return fault(ScriptFault.Sort.REFUSED, at, reason, null);
    }

    ScriptFault fault(ScriptFault.Sort sort, int at, String reason, Throwable cause) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < at; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                start = i + 1;
            }
        }
        return new ScriptFault(sort, line, at - start + 1, reason, cause);
    }
}
