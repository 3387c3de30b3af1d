package io.perch.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The functions of a script and the calls that wait for them. */
final class Callees {

    private final Source source;
    private final Map<String, UserFunction> functions = new LinkedHashMap<>();
    private final List<Callee> waiting = new ArrayList<>();

    Callees(Source source) {
        this.source = source;
    }

    void declare(UserFunction function, int at) {
        if (functions.putIfAbsent(function.name(), function) != null) {
            throw source.refuse(at, "there is a function '" + function.name() + "' already");
        }
    }

    Callee called(String name, List<Type> given, int at) {
        Callee callee = new Callee(name, given, at);
        waiting.add(callee);
        return callee;
    }

    void link() {
        for (Callee callee : waiting) {
            UserFunction declared = functions.get(callee.name());
            if (declared != null) {
                check(callee, declared);
                callee.link(declared);
            } else if (callee.name().equals(Escape.NAME) && callee.given().size() == 1) {
                callee.link(new Escape());
            } else {
                throw source.refuse(callee.at(), "unknown function '" + callee.name() + "'"
                        + Advice.on(callee.name(), functions.keySet()));
            }
        }
    }

    private void check(Callee callee, UserFunction declared) {
        int wanted = declared.parameters().size();
        if (callee.given().size() != wanted) {
            throw source.refuse(callee.at(), callee.name() + "() takes " + wanted + " arguments, not " + callee.given().size());
        }
        for (int i = 0; i < wanted; i++) {
            Local parameter = declared.parameters().get(i);
            if (!Conversion.allowed(callee.given().get(i), parameter.type())) {
                throw source.refuse(callee.at(), Conversion.refusal(callee.given().get(i), parameter.type())
                        + ", which is what '" + parameter.name() + "' of " + callee.name() + "() is");
            }
        }
    }
}
