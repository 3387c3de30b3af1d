package io.perch.script;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The methods of one type, by name and number of arguments.
 *
 * @param <R> what they are called on
 */
final class MethodTable<R> {

    private final String owner;
    private final Map<String, List<Method>> methods = new HashMap<>();

    MethodTable(String owner) {
        this.owner = owner;
    }

    @SuppressWarnings("unchecked")
    MethodTable<R> with(String name, int arity, Type returns, Method.Body<? super R> body) {
        add(new Method(name, arity, returns, (Method.Body<Object>) body));
        return this;
    }

    /** Those of a more general type too; what is already here stays. */
    MethodTable<R> withAll(MethodTable<? super R> general) {
        for (List<Method> named : general.methods.values()) {
            named.stream().filter(method -> find(method.name(), method.arity()).isEmpty()).forEach(this::add);
        }
        return this;
    }

    Optional<Method> find(String name, int arity) {
        for (Method method : methods.getOrDefault(name, List.of())) {
            if (method.arity() == arity) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }

    /** Why there is no such method, and what was probably meant. */
    String missing(String name, int arity) {
        if (!methods.containsKey(name)) {
            return owner + " has no method " + name + "()" + Advice.on(name, names());
        }
        List<String> arities = methods.get(name).stream().map(method -> String.valueOf(method.arity())).sorted().toList();
        return owner + "." + name + "() takes " + String.join(" or ", arities) + " arguments, not " + arity;
    }

    Collection<String> names() {
        return methods.keySet();
    }

    private void add(Method method) {
        methods.computeIfAbsent(method.name(), _ -> new ArrayList<>()).add(method);
    }
}
