package io.perch.connector.aws;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Path and query of a url as Signature Version 4 wants to see them: only {@code A-Z a-z 0-9 - . _ ~} are not encoded. */
final class CanonicalUri {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private CanonicalUri() {
    }

    /** Without empty, {@code .} and {@code ..} segments; what is percent-encoded on the wire is encoded a second time here. */
    static String path(String wire) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : wire.split("/", -1)) {
            switch (segment) {
                case "", "." -> { }
                case ".." -> segments.pollLast();
                default -> segments.addLast(segment);
            }
        }
        String tidy = "/" + String.join("/", segments) + (wire.endsWith("/") && !segments.isEmpty() ? "/" : "");
        return encoded(tidy, true, false);
    }

    static String pathAsItIs(String wire) {
        return wire.isEmpty() ? "/" : encoded(wire, true, true);
    }

    /** Sorted by name, then by value, both encoded once; a name alone gets an empty value. */
    static String query(String wire) {
        if (wire == null || wire.isEmpty()) {
            return "";
        }
        List<Parameter> parameters = new ArrayList<>();
        for (String pair : wire.split("&")) {
            if (!pair.isEmpty()) {
                parameters.add(Parameter.of(pair));
            }
        }
        return parameters.stream().sorted(Parameter.ORDER).map(Parameter::toString).collect(Collectors.joining("&"));
    }

    /** @param decode whether {@code %41} means {@code A}, else it means itself and its percent sign is encoded */
    private static String encoded(String wire, boolean slashes, boolean decode) {
        byte[] bytes = wire.getBytes(StandardCharsets.UTF_8);
        StringBuilder encoded = new StringBuilder(bytes.length + 16);
        for (int at = 0; at < bytes.length; at++) {
            int octet = bytes[at] & 0xff;
            if (decode && octet == '%' && hexAt(bytes, at + 1)) {
                octet = HexFormat.fromHexDigits(wireHex(bytes, at + 1));
                at += 2;
                append(encoded, octet, false);
            } else {
                append(encoded, octet, slashes);
            }
        }
        return encoded.toString();
    }

    private static boolean hexAt(byte[] bytes, int at) {
        return at + 1 < bytes.length && HexFormat.isHexDigit(bytes[at]) && HexFormat.isHexDigit(bytes[at + 1]);
    }

    private static String wireHex(byte[] bytes, int at) {
        return new String(bytes, at, 2, StandardCharsets.US_ASCII);
    }

    private static void append(StringBuilder encoded, int octet, boolean slashes) {
        if (unreserved(octet) || slashes && octet == '/') {
            encoded.append((char) octet);
        } else {
            HEX.toHexDigits(encoded.append('%'), (byte) octet);
        }
    }

    private static boolean unreserved(int octet) {
        return octet >= 'a' && octet <= 'z' || octet >= 'A' && octet <= 'Z' || octet >= '0' && octet <= '9'
                || octet == '-' || octet == '.' || octet == '_' || octet == '~';
    }

    private record Parameter(String name, String value) {

        static final Comparator<Parameter> ORDER = Comparator.comparing(Parameter::name).thenComparing(Parameter::value);

        static Parameter of(String pair) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            return new Parameter(encoded(name, false, true), encoded(value, false, true));
        }

        @Override
        public String toString() {
            return name + "=" + value;
        }
    }
}
