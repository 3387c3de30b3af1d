package io.perch.connector.template;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Values as they stand in a url. A caller chooses what is asked of the service, not which service is asked: the connector's keys
 * go to whom the url names.
 */
final class UrlText {

    private static final String UNRESERVED = "-._~";
    private static final String IN_QUERY = UNRESERVED + ":/?[]@!$&'()*+,;=";
    private static final String IN_PATH = UNRESERVED + ":/[]@!$&'()*+,;=";
    private static final String ANYWHERE = IN_QUERY + "#";
    private static final String IN_HOST = "-._:";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private UrlText() {
    }

    /** Appends what a caller said to the url before it. Throws REQUEST_INVALID when it would lead elsewhere. */
    static void append(String name, String value, StringBuilder url) {
        int host = url.indexOf("://");
        if (host < 0 || firstOf("/?#", url, host + 3) < 0) {
            requireHost(name, value);
            url.append(value);
            return;
        }
        boolean inQuery = firstOf("?", url, 0) >= 0;
        if (!inQuery) {
            requirePath(name, value);
        }
        encode(value, inQuery ? IN_QUERY : IN_PATH, url);
    }

    /** What its owner said: only what no url can hold is encoded. */
    static String encoded(String value) {
        StringBuilder url = new StringBuilder(value.length() + 16);
        encode(value, ANYWHERE, url);
        return url.toString();
    }

    private static void requireHost(String name, String value) {
        if (!value.chars().allMatch(character -> isAlphanumeric((char) character) || IN_HOST.indexOf(character) >= 0)) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "Parameter " + name
                    + " stands where the connector's url names the host: it may hold letters, digits, '.', '-', '_' and ':' only",
                    "let the connector's own parameters or its url name another host").about("parameters." + name);
        }
    }

    private static void requirePath(String name, String value) {
        String decoded = value.replace("%2e", ".").replace("%2E", ".");
        if (Arrays.asList(decoded.split("/|%2[fF]", -1)).contains("..")) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "Parameter " + name
                    + " stands in the path of the connector's url: it may not hold '..' between slashes", null)
                    .about("parameters." + name);
        }
    }

    private static int firstOf(String characters, StringBuilder url, int from) {
        for (int at = from; at < url.length(); at++) {
            if (characters.indexOf(url.charAt(at)) >= 0) {
                return at;
            }
        }
        return -1;
    }

    private static void encode(String value, String kept, StringBuilder url) {
        for (int at = 0; at < value.length(); at++) {
            char character = value.charAt(at);
            if (isAlphanumeric(character) || kept.indexOf(character) >= 0 || isEncoded(value, at)) {
                url.append(character);
                continue;
            }
            int whole = value.codePointAt(at);
            for (byte octet : Character.toString(whole).getBytes(StandardCharsets.UTF_8)) {
                url.append('%').append(HEX.toHexDigits(octet));
            }
            at += Character.charCount(whole) - 1;
        }
    }

    private static boolean isEncoded(String value, int at) {
        return value.charAt(at) == '%' && at + 2 < value.length()
                && HexFormat.isHexDigit(value.charAt(at + 1)) && HexFormat.isHexDigit(value.charAt(at + 2));
    }

    private static boolean isAlphanumeric(char character) {
        return character < 0x80 && Character.isLetterOrDigit(character);
    }
}
