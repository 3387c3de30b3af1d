package io.perch.script;

import static io.perch.script.Type.BOOLEAN;
import static io.perch.script.Type.CHAR;
import static io.perch.script.Type.INT;
import static io.perch.script.Type.STRING;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** {@code java.lang.String} as Painless shows it, without regular expressions and formats. */
final class StringMethods {

    private static final Type PARTS = Type.arrayOf(Kind.STRING);

    static final MethodTable<String> TABLE = new MethodTable<String>("String")
            .with("length", 0, INT, (text, given) -> text.length())
            .with("isEmpty", 0, BOOLEAN, (text, given) -> text.isEmpty())
            .with("charAt", 1, CHAR, (text, given) -> text.charAt(given.whole(0)))
            .with("codePointAt", 1, INT, (text, given) -> text.codePointAt(given.whole(0)))
            .with("substring", 1, STRING, (text, given) -> built(text.substring(given.whole(0)), given))
            .with("substring", 2, STRING, (text, given) -> built(text.substring(given.whole(0), given.whole(1)), given))
            .with("subSequence", 2, STRING, (text, given) -> built(text.substring(given.whole(0), given.whole(1)), given))
            .with("trim", 0, STRING, (text, given) -> built(text.trim(), given))
            .with("toLowerCase", 0, STRING, (text, given) -> built(text.toLowerCase(Locale.ROOT), given))
            .with("toUpperCase", 0, STRING, (text, given) -> built(text.toUpperCase(Locale.ROOT), given))
            .with("concat", 1, STRING, (text, given) -> Rendering.joined(text, given.text(0), given.machine()))
            .with("replace", 2, STRING, (text, given) -> Texts.replaced(text, given.text(0), given.text(1), given.machine()))
            .with("splitOnToken", 1, PARTS, (text, given) -> Texts.split(text, given.text(0), 0, given.machine()))
            .with("splitOnToken", 2, PARTS,
                    (text, given) -> Texts.split(text, given.text(0), given.whole(1), given.machine()))
            .with("encodeBase64", 0, STRING, (text, given) -> encoded(text, given))
            .with("decodeBase64", 0, STRING, (text, given) -> decoded(text, given))
            .with("contains", 1, BOOLEAN, (text, given) -> searched(text, given).contains(given.text(0)))
            .with("contentEquals", 1, BOOLEAN, (text, given) -> scanned(text, given).contentEquals(given.text(0)))
            .with("startsWith", 1, BOOLEAN, (text, given) -> scanned(text, given).startsWith(given.text(0)))
            .with("startsWith", 2, BOOLEAN, (text, given) -> scanned(text, given).startsWith(given.text(0), given.whole(1)))
            .with("endsWith", 1, BOOLEAN, (text, given) -> scanned(text, given).endsWith(given.text(0)))
            .with("indexOf", 1, INT, (text, given) -> searched(text, given).indexOf(given.text(0)))
            .with("indexOf", 2, INT, StringMethods::indexFrom)
            .with("lastIndexOf", 1, INT, (text, given) -> searched(text, given).lastIndexOf(given.text(0)))
            .with("lastIndexOf", 2, INT, (text, given) -> searched(text, given).lastIndexOf(given.text(0), given.whole(1)))
            .with("equalsIgnoreCase", 1, BOOLEAN, (text, given) -> given.any(0) != null
                    && scanned(text, given).equalsIgnoreCase(given.text(0)))
            .with("compareTo", 1, INT, (text, given) -> scanned(text, given).compareTo(given.text(0)))
            .with("compareToIgnoreCase", 1, INT, (text, given) -> scanned(text, given).compareToIgnoreCase(given.text(0)))
            .withAll(ObjectMethods.ANY);

    private StringMethods() {
    }

    private static String scanned(String text, Given given) {
        given.machine().scan(text.length());
        return text;
    }

    private static String searched(String text, Given given) {
        given.machine().search(text.length(), given.text(0).length());
        return text;
    }

    /** Only what lies behind is gone through: a loop from one find to the next goes through a text once. */
    private static int indexFrom(String text, Given given) {
        int from = Math.clamp(given.whole(1), 0, text.length());
        given.machine().search(text.length() - from, given.text(0).length());
        return text.indexOf(given.text(0), from);
    }

    /** Charged after it was made: it is no longer than what it was made of. */
    private static String built(String text, Given given) {
        given.machine().scan(text.length());
        given.machine().build(text.length());
        return text;
    }

    private static String encoded(String text, Given given) {
        given.machine().build(4L * text.length());
        return Base64.getEncoder().encodeToString(scanned(text, given).getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String text, Given given) {
        given.machine().build(text.length());
        return new String(Base64.getDecoder().decode(scanned(text, given)), StandardCharsets.UTF_8);
    }
}
