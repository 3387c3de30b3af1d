package io.perch.script;

/** What may be the key of a map or the element of a set. */
final class Keys {

    private Keys() {
    }

    /** Cannot change, and is quickly compared. */
    static boolean plain(Object value) {
        return value == null || value instanceof String || value instanceof Number || value instanceof Boolean
                || value instanceof Character;
    }

    /** Not a list: the hash of lists that hold each other takes longer than anybody waits, and nothing would count it. */
    static Object key(Object value) {
        if (plain(value)) {
            return value;
        }
        throw new Thrown(ErrorType.CLASS_CAST, "a key or an element of a set is a text, a number or a boolean, not "
                + Values.named(value));
    }
}
