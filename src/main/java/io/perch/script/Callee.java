package io.perch.script;

import java.util.List;

/** The function that a call means. A script may call what it declares further down, so it is found when all has been read. */
final class Callee {

    private final String name;
    private final List<Type> given;
    private final int at;
    private Function function;

    Callee(String name, List<Type> given, int at) {
        this.name = name;
        this.given = given;
        this.at = at;
    }

    void link(Function found) {
        function = found;
    }

    Function function() {
        return function;
    }

    Type returns() {
        return function == null ? Type.DEF : function.returns();
    }

    String name() {
        return name;
    }

    List<Type> given() {
        return given;
    }

    int at() {
        return at;
    }
}
