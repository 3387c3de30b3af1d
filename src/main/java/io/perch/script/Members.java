package io.perch.script;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a dot without parentheses means. A map's key comes first, even where Painless prefers a getter ({@code map.empty}). */
final class Members {

    private Members() {
    }

    /** Why a value of the declared type has no such thing; empty when it has, or when nobody knows yet. */
    static Optional<String> refusal(Type type, String name) {
        boolean elements = type.array() || type.kind().family() == Kind.Family.LIST;
        if (type.kind().family() == Kind.Family.MAP || elements && (name.equals("length") || index(name))) {
            return Optional.empty();
        }
        return Methods.of(type).filter(methods -> getter(methods, name).isEmpty())
                .map(methods -> missing(Values.article(type.written()), methods, name));
    }

    static Object read(Object holder, String name, Machine machine) {
        if (holder instanceof Map<?, ?> map) {
            return map.get(name);
        }
        if (holder instanceof List<?> list && name.equals("length")) {
            return list.size();
        }
        if (holder instanceof List<?> list && index(name)) {
            return Elements.read(list, Integer.valueOf(name));
        }
        return getter(holder, name, machine);
    }

    static Object write(Object holder, String name, Object value, Machine machine) {
        if (holder instanceof Map<?, ?>) {
            return Elements.write(holder, name, value, machine);
        }
        if (holder instanceof List<?> && index(name)) {
            return Elements.write(holder, Integer.valueOf(name), value, machine);
        }
        throw missing(holder, name);
    }

    private static Object getter(Object holder, String name, Machine machine) {
        return getter(Methods.of(holder), name).orElseThrow(() -> missing(holder, name)).call(holder, new Object[0], machine);
    }

    private static Optional<Method> getter(MethodTable<?> methods, String name) {
        String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return methods.find("get" + capital, 0).or(() -> methods.find("is" + capital, 0));
    }

    private static boolean index(String name) {
        return Character.isDigit(name.charAt(0)) && name.length() < 10;
    }

    private static Thrown missing(Object holder, String name) {
        return new Thrown(ErrorType.ILLEGAL_ARGUMENT, missing(Values.named(holder), Methods.of(holder), name));
    }

    private static String missing(String holder, MethodTable<?> methods, String name) {
        return holder + " has no '" + name + "'" + (methods.find(name, 0).isPresent() ? "; " + name + "() is a method" : "");
    }
}
