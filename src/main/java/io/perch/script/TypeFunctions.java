package io.perch.script;

import static io.perch.script.Type.CHAR;
import static io.perch.script.Type.INT;

/** What the types of texts and numbers do without a value: parse, compare, ask about a character. */
final class TypeFunctions {

    static final MethodTable<Object> STRING = new MethodTable<Object>("String")
            .with("valueOf", 1, Type.STRING, (none, given) -> Rendering.text(given.any(0), given.machine()))
            .with("join", 2, Type.STRING, (none, given) -> Texts.join(given.all(1).iterator(), given.text(0), given.machine()));

    static final MethodTable<Object> INTEGER = new MethodTable<Object>("Integer")
            .with("parseInt", 1, INT, (none, given) -> Integer.parseInt(given.text(0)))
            .with("parseInt", 2, INT, (none, given) -> Integer.parseInt(given.text(0), given.whole(1)))
            .with("valueOf", 1, INT,
                    (none, given) -> given.any(0) instanceof String text ? Integer.parseInt(text) : given.whole(0))
            .with("toString", 1, Type.STRING, (none, given) -> Integer.toString(given.whole(0)))
            .with("toString", 2, Type.STRING, (none, given) -> Integer.toString(given.whole(0), given.whole(1)))
            .with("toHexString", 1, Type.STRING, (none, given) -> Integer.toHexString(given.whole(0)))
            .with("toBinaryString", 1, Type.STRING, (none, given) -> Integer.toBinaryString(given.whole(0)))
            .with("max", 2, INT, (none, given) -> Math.max(given.whole(0), given.whole(1)))
            .with("min", 2, INT, (none, given) -> Math.min(given.whole(0), given.whole(1)))
            .with("signum", 1, INT, (none, given) -> Integer.signum(given.whole(0)))
            .with("compare", 2, INT, (none, given) -> Integer.compare(given.whole(0), given.whole(1)));

    static final MethodTable<Object> LONG = new MethodTable<Object>("Long")
            .with("parseLong", 1, Type.LONG, (none, given) -> Long.parseLong(given.text(0)))
            .with("parseLong", 2, Type.LONG, (none, given) -> Long.parseLong(given.text(0), given.whole(1)))
            .with("valueOf", 1, Type.LONG,
                    (none, given) -> given.any(0) instanceof String text ? Long.parseLong(text) : given.wide(0))
            .with("toString", 1, Type.STRING, (none, given) -> Long.toString(given.wide(0)))
            .with("toString", 2, Type.STRING, (none, given) -> Long.toString(given.wide(0), given.whole(1)))
            .with("toHexString", 1, Type.STRING, (none, given) -> Long.toHexString(given.wide(0)))
            .with("max", 2, Type.LONG, (none, given) -> Math.max(given.wide(0), given.wide(1)))
            .with("min", 2, Type.LONG, (none, given) -> Math.min(given.wide(0), given.wide(1)))
            .with("compare", 2, INT, (none, given) -> Long.compare(given.wide(0), given.wide(1)));

    static final MethodTable<Object> FLOAT = new MethodTable<Object>("Float")
            .with("parseFloat", 1, Type.FLOAT, (none, given) -> Float.parseFloat(given.text(0)))
            .with("valueOf", 1, Type.FLOAT,
                    (none, given) -> given.any(0) instanceof String text ? Float.parseFloat(text) : given.narrow(0))
            .with("toString", 1, Type.STRING, (none, given) -> Float.toString(given.narrow(0)))
            .with("max", 2, Type.FLOAT, (none, given) -> Math.max(given.narrow(0), given.narrow(1)))
            .with("min", 2, Type.FLOAT, (none, given) -> Math.min(given.narrow(0), given.narrow(1)))
            .with("isNaN", 1, Type.BOOLEAN, (none, given) -> Float.isNaN(given.narrow(0)))
            .with("compare", 2, INT, (none, given) -> Float.compare(given.narrow(0), given.narrow(1)));

    static final MethodTable<Object> DOUBLE = new MethodTable<Object>("Double")
            .with("parseDouble", 1, Type.DOUBLE, (none, given) -> Double.parseDouble(given.text(0)))
            .with("valueOf", 1, Type.DOUBLE,
                    (none, given) -> given.any(0) instanceof String text ? Double.parseDouble(text) : given.number(0))
            .with("toString", 1, Type.STRING, (none, given) -> Double.toString(given.number(0)))
            .with("max", 2, Type.DOUBLE, (none, given) -> Math.max(given.number(0), given.number(1)))
            .with("min", 2, Type.DOUBLE, (none, given) -> Math.min(given.number(0), given.number(1)))
            .with("isNaN", 1, Type.BOOLEAN, (none, given) -> Double.isNaN(given.number(0)))
            .with("isInfinite", 1, Type.BOOLEAN, (none, given) -> Double.isInfinite(given.number(0)))
            .with("isFinite", 1, Type.BOOLEAN, (none, given) -> Double.isFinite(given.number(0)))
            .with("compare", 2, INT, (none, given) -> Double.compare(given.number(0), given.number(1)));

    static final MethodTable<Object> BOOLEAN = new MethodTable<Object>("Boolean")
            .with("parseBoolean", 1, Type.BOOLEAN, (none, given) -> Boolean.parseBoolean(given.text(0)))
            .with("valueOf", 1, Type.BOOLEAN,
                    (none, given) -> given.any(0) instanceof String text ? Boolean.parseBoolean(text) : given.truth(0))
            .with("toString", 1, Type.STRING, (none, given) -> Boolean.toString(given.truth(0)))
            .with("compare", 2, INT, (none, given) -> Boolean.compare(given.truth(0), given.truth(1)));

    static final MethodTable<Object> CHARACTER = new MethodTable<Object>("Character")
            .with("isDigit", 1, Type.BOOLEAN, (none, given) -> Character.isDigit(given.code(0)))
            .with("isLetter", 1, Type.BOOLEAN, (none, given) -> Character.isLetter(given.code(0)))
            .with("isLetterOrDigit", 1, Type.BOOLEAN, (none, given) -> Character.isLetterOrDigit(given.code(0)))
            .with("isAlphabetic", 1, Type.BOOLEAN, (none, given) -> Character.isAlphabetic(given.code(0)))
            .with("isWhitespace", 1, Type.BOOLEAN, (none, given) -> Character.isWhitespace(given.code(0)))
            .with("isSpaceChar", 1, Type.BOOLEAN, (none, given) -> Character.isSpaceChar(given.code(0)))
            .with("isISOControl", 1, Type.BOOLEAN, (none, given) -> Character.isISOControl(given.code(0)))
            .with("isUpperCase", 1, Type.BOOLEAN, (none, given) -> Character.isUpperCase(given.code(0)))
            .with("isLowerCase", 1, Type.BOOLEAN, (none, given) -> Character.isLowerCase(given.code(0)))
            .with("toUpperCase", 1, CHAR, (none, given) -> Character.toUpperCase(given.character(0)))
            .with("toLowerCase", 1, CHAR, (none, given) -> Character.toLowerCase(given.character(0)))
            .with("getNumericValue", 1, INT, (none, given) -> Character.getNumericValue(given.code(0)))
            .with("digit", 2, INT, (none, given) -> Character.digit(given.code(0), given.whole(1)))
            .with("valueOf", 1, CHAR, (none, given) -> given.character(0))
            .with("toString", 1, Type.STRING, (none, given) -> String.valueOf(given.character(0)))
            .with("compare", 2, INT, (none, given) -> Character.compare(given.character(0), given.character(1)));

    private TypeFunctions() {
    }
}
