package io.perch.script;

/**
 * A method that scripts may call, a static one or a constructor.
 *
 * @param returns as it is declared, for the checks before the script runs
 */
record Method(String name, int arity, Type returns, Body<Object> body) {

    /** @param <R> what it is called on; a static one gets null */
    interface Body<R> {
        Object call(R receiver, Given given);
    }

    Object call(Object receiver, Object[] arguments, Machine machine) {
        return body.call(receiver, new Given(name, arguments, machine));
    }
}
