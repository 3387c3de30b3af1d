package io.perch.predict.guard;

/** What a text says with the escapes of JSON resolved; what is no escape stays. */
final class Escapes {

    private static final int HEX = 16;
    private static final int HEX_DIGITS = 4;

    private Escapes() {
    }

    static String resolved(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != '\\' || at + 1 == text.length()) {
                out.append(c);
                at++;
            } else {
                at += append(text, at, out);
            }
        }
        return out.toString();
    }

    /** Returns how many characters the escape takes. */
    private static int append(String text, int at, StringBuilder out) {
        char kind = text.charAt(at + 1);
        switch (kind) {
            case 'n', 'r', 't', 'b', 'f' -> out.append(kind == 'n' || kind == 'r' ? '\n' : ' ');
            case 'u' -> {
                int unit = unit(text, at + 2);
                if (unit < 0) {
                    out.append(kind);
                    return 2;
                }
                out.append((char) unit);
                return 2 + HEX_DIGITS;
            }
            default -> out.append(kind);
        }
        return 2;
    }

    private static int unit(String text, int from) {
        if (from + HEX_DIGITS > text.length()) {
            return -1;
        }
        int unit = 0;
        for (int i = from; i < from + HEX_DIGITS; i++) {
            int digit = Character.digit(text.charAt(i), HEX);
            if (digit < 0) {
                return -1;
            }
            unit = unit * HEX + digit;
        }
        return unit;
    }
}
