package io.perch.script;

import static io.perch.script.Type.BOOLEAN;
import static io.perch.script.Type.CHAR;
import static io.perch.script.Type.DEF;
import static io.perch.script.Type.INT;
import static io.perch.script.Type.STRING;

import java.util.Iterator;
import java.util.Map;

/** What every value can do, and the small types. */
final class ObjectMethods {

    static final MethodTable<Object> ANY = new MethodTable<>("Object")
            .with("toString", 0, STRING, (value, given) -> Rendering.text(value, given.machine()))
            .with("equals", 1, BOOLEAN, (value, given) -> Equality.strict(value, given.any(0), given.machine()));

    static final MethodTable<Boolean> BOOLEAN_VALUE = new MethodTable<Boolean>("Boolean")
            .with("booleanValue", 0, BOOLEAN, (value, given) -> value)
            .with("compareTo", 1, INT, (value, given) -> value.compareTo(given.truth(0)))
            .withAll(ANY);

    static final MethodTable<Character> CHARACTER = new MethodTable<Character>("Character")
            .with("charValue", 0, CHAR, (value, given) -> value)
            .with("compareTo", 1, INT, (value, given) -> value.compareTo(given.character(0)))
            .withAll(ANY);

    static final MethodTable<Map.Entry<Object, Object>> ENTRY = new MethodTable<Map.Entry<Object, Object>>("Map.Entry")
            .with("getKey", 0, DEF, (entry, given) -> entry.getKey())
            .with("getValue", 0, DEF, (entry, given) -> entry.getValue())
            .with("setValue", 1, DEF, (entry, given) -> entry.setValue(given.any(0)))
            .withAll(ANY);

    static final MethodTable<Iterator<Object>> ITERATOR = new MethodTable<Iterator<Object>>("Iterator")
            .with("hasNext", 0, BOOLEAN, (iterator, given) -> iterator.hasNext())
            .with("next", 0, DEF, (iterator, given) -> iterator.next())
            .withAll(ANY);

    static final MethodTable<Thrown> ERROR = new MethodTable<Thrown>("Exception")
            .with("getMessage", 0, STRING, (error, given) -> error.getMessage())
            .withAll(ANY);

    private ObjectMethods() {
    }
}
