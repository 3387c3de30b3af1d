package io.perch.script;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which methods a value has: nothing can be called that is not in a table. */
final class Methods {

    private static final MethodTable<Object> NONE = new MethodTable<>("this value").withAll(ObjectMethods.ANY);

    private static final List<MethodTable<?>> ALL = List.of(StringMethods.TABLE, BuilderMethods.TABLE, NumberMethods.TABLE,
            CollectionMethods.COLLECTION, CollectionMethods.SET, ListMethods.TABLE, MapMethods.TABLE, ObjectMethods.ANY,
            ObjectMethods.BOOLEAN_VALUE, ObjectMethods.CHARACTER, ObjectMethods.ENTRY, ObjectMethods.ITERATOR,
            ObjectMethods.ERROR);

    private Methods() {
    }

    /** Of a value. */
    static MethodTable<?> of(Object value) {
        return switch (value) {
            case String _ -> StringMethods.TABLE;
            case StringBuilder _ -> BuilderMethods.TABLE;
            case List<?> _ -> ListMethods.TABLE;
            case Map<?, ?> _ -> MapMethods.TABLE;
            case Set<?> _ -> CollectionMethods.SET;
            case Collection<?> _ -> CollectionMethods.COLLECTION;
            case Number _ -> NumberMethods.TABLE;
            case Character _ -> ObjectMethods.CHARACTER;
            case Boolean _ -> ObjectMethods.BOOLEAN_VALUE;
            case Map.Entry<?, ?> _ -> ObjectMethods.ENTRY;
            case Iterator<?> _ -> ObjectMethods.ITERATOR;
            case Thrown _ -> ObjectMethods.ERROR;
            default -> NONE;
        };
    }

    /** Of a declared type; empty when it may hold anything. */
    static Optional<MethodTable<?>> of(Type type) {
        if (type.array()) {
            return Optional.of(ListMethods.TABLE);
        }
        return switch (type.kind().family()) {
            case ANYTHING, FUNCTIONS -> Optional.empty();
            case TEXT -> Optional.of(StringMethods.TABLE);
            case TRUTH -> Optional.of(ObjectMethods.BOOLEAN_VALUE);
            case CHARACTER -> Optional.of(ObjectMethods.CHARACTER);
            case NUMBER, ANY_NUMBER, BIG -> Optional.of(NumberMethods.TABLE);
            case BUILDER -> Optional.of(BuilderMethods.TABLE);
            case COLLECTION -> Optional.of(CollectionMethods.COLLECTION);
            case LIST -> Optional.of(ListMethods.TABLE);
            case SET -> Optional.of(CollectionMethods.SET);
            case MAP -> Optional.of(MapMethods.TABLE);
            case ENTRY -> Optional.of(ObjectMethods.ENTRY);
            case ITERATOR -> Optional.of(ObjectMethods.ITERATOR);
        };
    }

    /** Why no value whatever has such a method; empty when some has. */
    static Optional<String> missingEverywhere(String name, int arity) {
        if (ALL.stream().anyMatch(table -> table.find(name, arity).isPresent())) {
            return Optional.empty();
        }
        List<String> names = ALL.stream().flatMap(table -> table.names().stream()).distinct().toList();
        return Optional.of(names.contains(name) ? "no method " + name + "() takes " + arity + " arguments"
                : "there is no method " + name + "()" + Advice.on(name, names));
    }

    /** What such a method gives whatever it is called on; {@link Type#DEF} when that depends. */
    static Type returnedEverywhere(String name, int arity) {
        List<Type> returned = ALL.stream().flatMap(table -> table.find(name, arity).stream())
                .map(Method::returns).distinct().toList();
        return returned.size() == 1 ? returned.getFirst() : Type.DEF;
    }
}
