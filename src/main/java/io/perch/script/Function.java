package io.perch.script;

/** What a script calls by a bare name. */
sealed interface Function permits UserFunction, Escape {

    Object call(Object[] given, Machine machine);

    Type returns();
}
