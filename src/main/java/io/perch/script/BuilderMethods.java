package io.perch.script;

import static io.perch.script.Type.CHAR;
import static io.perch.script.Type.INT;
import static io.perch.script.Type.STRING;
import static io.perch.script.Type.VOID;

/** {@code java.lang.StringBuilder}. */
final class BuilderMethods {

    private static final Type BUILDER = Type.of(Kind.STRING_BUILDER);

    static final MethodTable<StringBuilder> TABLE = new MethodTable<StringBuilder>("StringBuilder")
            .with("append", 1, BUILDER, BuilderMethods::append)
            .with("append", 3, BUILDER, (text, given) -> inserted(text, text.length(), part(given), given))
            .with("insert", 2, BUILDER,
                    (text, given) -> inserted(text, given.whole(0), Rendering.text(given.any(1), given.machine()), given))
            .with("length", 0, INT, (text, given) -> text.length())
            .with("charAt", 1, CHAR, (text, given) -> text.charAt(given.whole(0)))
            .with("deleteCharAt", 1, BUILDER, (text, given) -> scanned(text, given).deleteCharAt(given.whole(0)))
            .with("delete", 2, BUILDER, (text, given) -> scanned(text, given).delete(given.whole(0), given.whole(1)))
            .with("replace", 3, BUILDER, (text, given) -> replaced(text, given))
            .with("reverse", 0, BUILDER, (text, given) -> scanned(text, given).reverse())
            .with("setLength", 1, VOID, (text, given) -> cut(text, given))
            .with("setCharAt", 2, VOID, (text, given) -> put(text, given))
            .with("indexOf", 1, INT, (text, given) -> searched(text, given).indexOf(given.text(0)))
            .with("indexOf", 2, INT, (text, given) -> searched(text, given).indexOf(given.text(0), given.whole(1)))
            .with("lastIndexOf", 1, INT, (text, given) -> searched(text, given).lastIndexOf(given.text(0)))
            .with("lastIndexOf", 2, INT, (text, given) -> searched(text, given).lastIndexOf(given.text(0), given.whole(1)))
            .with("substring", 1, STRING, (text, given) -> part(text, given.whole(0), text.length(), given))
            .with("substring", 2, STRING, (text, given) -> part(text, given.whole(0), given.whole(1), given))
            .with("subSequence", 2, STRING, (text, given) -> part(text, given.whole(0), given.whole(1), given))
            .withAll(ObjectMethods.ANY);

    private BuilderMethods() {
    }

    private static StringBuilder append(StringBuilder text, Given given) {
        if (given.any(0) == text) {
            return inserted(text, text.length(), Rendering.text(text, given.machine()), given);
        }
        Rendering.append(text, given.any(0), given.machine());
        return text;
    }

    private static String part(Given given) {
        return given.text(0).substring(given.whole(1), given.whole(2));
    }

    private static StringBuilder inserted(StringBuilder text, int at, String more, Given given) {
        given.machine().build(more.length());
        return scanned(text, given).insert(at, more);
    }

    private static StringBuilder replaced(StringBuilder text, Given given) {
        given.machine().build(given.text(2).length());
        return scanned(text, given).replace(given.whole(0), given.whole(1), given.text(2));
    }

    private static Object cut(StringBuilder text, Given given) {
        given.machine().build(Math.max(0, (long) given.whole(0) - text.length()));
        text.setLength(given.whole(0));
        return null;
    }

    private static Object put(StringBuilder text, Given given) {
        text.setCharAt(given.whole(0), given.character(1));
        return null;
    }

    private static String part(StringBuilder text, int from, int to, Given given) {
        given.machine().build(Math.max(0, (long) to - from));
        return text.substring(from, to);
    }

    private static StringBuilder scanned(StringBuilder text, Given given) {
        given.machine().scan(text.length());
        return text;
    }

    private static StringBuilder searched(StringBuilder text, Given given) {
        given.machine().search(text.length(), given.text(0).length());
        return text;
    }
}
