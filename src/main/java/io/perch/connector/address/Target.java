package io.perch.connector.address;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What a url has behind its host.
 *
 * @param path  empty when there is none
 * @param query {@code null} when there is none
 */
record Target(String path, String query) {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    /** Printable, but with no place in a url: java.net.URI refuses these too. */
    private static final String FORBIDDEN = "\"<>\\^`{|}";

    /** Where it begins: at the first slash, question mark or number sign. */
    static int start(String text) {
        int at = 0;
        while (at < text.length() && "/?#".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    /** The fragment is left out, for it is never sent. Throws BadUrl. */
    static Target of(String written) {
        int fragment = written.indexOf('#');
        String sent = ascii(fragment < 0 ? written : written.substring(0, fragment));
        int question = sent.indexOf('?');
        String path = question < 0 ? sent : sent.substring(0, question);
        refuseDots(path);
        return new Target(path, question < 0 ? null : sent.substring(question + 1));
    }

    /** Text beyond ASCII is percent-encoded, as UTF-8. */
    private static String ascii(String written) {
        StringBuilder ascii = new StringBuilder(written.length());
        for (int at = 0; at < written.length();) {
            int character = written.codePointAt(at);
            if (character >= 128) {
                encode(character, ascii);
            } else if (character <= ' ' || character == 127 || FORBIDDEN.indexOf(character) >= 0) {
                throw new BadUrl("it holds a character that must be percent-encoded: %" + HEX.toHexDigits((byte) character));
            } else if (character == '%' && !hexAt(written, at + 1)) {
                throw new BadUrl("it has a % without two hex digits behind it");
            } else {
                ascii.append((char) character);
            }
            at += Character.charCount(character);
        }
        return ascii.toString();
    }

    private static void encode(int character, StringBuilder ascii) {
        for (byte octet : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
            HEX.toHexDigits(ascii.append('%'), octet);
        }
    }

    private static boolean hexAt(String text, int at) {
        return at + 1 < text.length() && HexFormat.isHexDigit(text.charAt(at)) && HexFormat.isHexDigit(text.charAt(at + 1));
    }

    /** A parameter in the path must not lead the connector's key to another part of the service. */
    private static void refuseDots(String path) {
        if (path.indexOf("..") < 0 && path.indexOf("/.") < 0 && path.indexOf('%') < 0) {
            return;
        }
        for (String segment : path.replaceAll("%2[eE]", ".").split("/|%2[fF]|%5[cC]")) {
            if (segment.equals(".") || segment.equals("..")) {
                throw new BadUrl("its path has a segment '" + segment + "'");
            }
        }
    }

    @Override
    public String toString() {
        return path + (query == null ? "" : "?" + query);
    }
}
