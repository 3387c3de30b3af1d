package io.perch.connector.template;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the headers of a connector may say, as they are written and as they are sent. No text of it shows a value. */
public final class HeaderRules {

    /** In bytes; what goes into a header is one byte per character. */
    private static final int LONGEST = 8 << 10;
    private static final int LONGEST_TOGETHER = 64 << 10;

    /** A caller who wrote them could speak as somebody else, or cut the request in two. */
    private static final Set<String> NOT_FOR_CALLERS = Set.of("authorization", "proxy-authorization", "cookie", "x-api-key",
            "x-auth-token", "x-auth-header", "x-forwarded-for", "x-real-ip", "x-client-ip", "cf-connecting-ip", "true-client-ip",
            "x-originating-ip", "host", "x-forwarded-host", "x-forwarded-server", "forwarded", "content-length",
            "transfer-encoding", "connection");

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private HeaderRules() {
    }

    /** Of headers as they are written in a connector; empty when there is none. */
    public static List<String> faults(Map<String, String> headers) {
        List<String> faults = new ArrayList<>();
        headers.forEach((name, value) -> {
            if (!isToken(name)) {
                faults.add("'" + name + "' is no name of a header");
            } else if (NOT_FOR_CALLERS.contains(name.toLowerCase(Locale.ROOT)) && value.contains(Scope.PARAMETER.prefix())) {
                faults.add("Header '" + name
                        + "' cannot use ${parameters.*} placeholders for security reasons. Use ${credential.*} instead.");
            }
            if (!isSendable(value)) {
                faults.add(unsendable(name));
            }
        });
        return faults;
    }

    /** Of headers as they are about to be sent. Throws REQUEST_INVALID. */
    static void check(Map<String, String> headers) {
        int together = 0;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            String name = header.getKey();
            if (!isSendable(header.getValue())) {
                throw invalid(unsendable(name));
            }
            if (header.getValue().length() > LONGEST) {
                throw invalid("Header '" + name + "' is longer than " + LONGEST + " bytes");
            }
            together += name.length() + header.getValue().length();
        }
        if (together > LONGEST_TOGETHER) {
            throw invalid("The headers are longer than " + LONGEST_TOGETHER + " bytes together");
        }
    }

    static PerchException unresolved(String name, List<String> missing) {
        return new PerchException(ErrorCode.PARAMETERS_MISSING,
                "Header '" + name + "' contains unresolved placeholder. Required parameter is missing.",
                "nothing fills " + String.join(", ", missing));
    }

    private static PerchException invalid(String reason) {
        return new PerchException(ErrorCode.REQUEST_INVALID, reason, null);
    }

    private static String unsendable(String name) {
        return "Header '" + name + "' contains a line break, a control character or one that is not in Latin-1";
    }

    /** A line break would begin another header; beyond Latin-1 there is no byte for a character. */
    private static boolean isSendable(String value) {
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (character < ' ' && character != '\t' || character >= 0x7f && character < 0xa0 || character > 0xff) {
                return false;
            }
        }
        return true;
    }

    private static boolean isToken(String name) {
        return !name.isEmpty() && name.chars().allMatch(character -> character < 0x7f
                && (Character.isLetterOrDigit(character) || TOKEN_MARKS.indexOf(character) >= 0));
    }
}
