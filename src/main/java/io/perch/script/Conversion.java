package io.perch.script;

import static io.perch.script.ErrorType.CLASS_CAST;
import static io.perch.script.ErrorType.NULL_POINTER;

import io.perch.script.Kind.Family;

/** From one type to another: by itself, when nothing can be lost, or by a cast. */
final class Conversion {

    private Conversion() {
    }

    /** Whether a value of the one type may stand where the other is declared; asked when the script is read. */
    static boolean allowed(Type from, Type to) {
        if (from.equals(to) || from.open() || to.open()) {
            return true;
        }
        if (from.array() || to.array()) {
            return false;
        }
        Family given = from.kind().family();
        return switch (to.kind().family()) {
            case NUMBER -> given == Family.ANY_NUMBER || Rank.of(from) != null && Rank.of(from).compareTo(Rank.of(to)) <= 0;
            case ANY_NUMBER -> given == Family.NUMBER || given == Family.ANY_NUMBER || given == Family.BIG;
            case COLLECTION -> given == Family.COLLECTION || given == Family.LIST || given == Family.SET;
            case CHARACTER -> given == Family.CHARACTER || given == Family.TEXT;
            case ANYTHING, TEXT, TRUTH, BIG, BUILDER, LIST, SET, MAP, ENTRY, ITERATOR, FUNCTIONS -> given == to.kind().family();
        };
    }

    /** Why it is not allowed. */
    static String refusal(Type from, Type to) {
        String cast = Rank.of(from) != null && Rank.of(to) != null ? " by itself; a cast (" + to.written() + ") cuts it off" : "";
        return Values.article(from.written()) + " does not become " + article(to) + cast;
    }

    /** What a declaration, an assignment, an argument or a {@code return} does by itself. */
    static Object implicit(Object value, Type type) {
        if (type.open() || holds(value, type)) {
            return value;
        }
        if (value == null) {
            return nothing(type);
        }
        if (!type.array() && type.kind().family() == Family.NUMBER) {
            return wider(value, type);
        }
        if (!type.array() && type.kind().family() == Family.CHARACTER && value instanceof String text && text.length() == 1) {
            return text.charAt(0);
        }
        throw misfit(value, type, type.isText() && value instanceof StringBuilder ? "toString() makes one" : null);
    }

    /** What {@code (type) value} does. */
    static Object cast(Object value, Type type) {
        Rank wanted = Rank.of(type);
        if (value != null && wanted != null) {
            return type.kind().family() == Family.CHARACTER ? character(value, type) : number(value, wanted, type);
        }
        if (type.isText() && value instanceof Character character) {
            return character.toString();
        }
        return implicit(value, type);
    }

    static boolean truth(Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw new Thrown(value == null ? NULL_POINTER : CLASS_CAST, "a condition is true or false, not " + Values.named(value));
    }

    private static boolean holds(Object value, Type type) {
        return type.array() ? value instanceof ScriptArray : type.kind().holds(value);
    }

    private static Object nothing(Type type) {
        if (!type.array() && type.kind().primitive()) {
            throw new Thrown(NULL_POINTER, "null does not become " + article(type));
        }
        return null;
    }

    private static Object wider(Object value, Type type) {
        Rank given = Rank.of(value);
        Rank wanted = Rank.of(type);
        if (given == null) {
            throw misfit(value, type, null);
        }
        if (given.compareTo(wanted) > 0) {
            throw misfit(value, type, "a cast (" + type.written() + ") cuts it off");
        }
        return wanted.narrow(Rank.number(value));
    }

    private static Object number(Object value, Rank wanted, Type type) {
        if (Rank.of(value) == null) {
            throw misfit(value, type, null);
        }
        return wanted.narrow(Rank.number(value));
    }

    private static Object character(Object value, Type type) {
        if (Rank.of(value) != null) {
            return (char) Rank.number(value).intValue();
        }
        return implicit(value, type);
    }

    private static Thrown misfit(Object value, Type type, String advice) {
        return new Thrown(CLASS_CAST, Values.named(value) + " does not become " + article(type) + " by itself"
                + (advice == null ? "" : "; " + advice));
    }

    private static String article(Type type) {
        return Values.article(type.written());
    }
}
