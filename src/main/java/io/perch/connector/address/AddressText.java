package io.perch.connector.address;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The spellings of an address that a pattern of an operator may mean. */
final class AddressText {

    private AddressText() {
    }

    /** {@code 10.0.0.1}; {@code fd00:0:0:0:0:0:0:1} and {@code fd00::1}, and the IPv4 address that is in it. */
    static List<String> of(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return List.of(dotted(bytes));
        }
        List<String> texts = new ArrayList<>(List.of(full(bytes), shortened(full(bytes))));
        PrivateAddresses.embedded(bytes).ifPresent(inner -> texts.add(dotted(inner)));
        return texts;
    }

    private static String dotted(byte[] bytes) {
        return IntStream.range(0, 4).mapToObj(i -> Integer.toString(bytes[i] & 0xff)).collect(Collectors.joining("."));
    }

    private static String full(byte[] bytes) {
        return IntStream.range(0, 8).mapToObj(i -> Integer.toHexString((bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff))
                .collect(Collectors.joining(":"));
    }

    /** The first of the longest runs of at least two zeros becomes {@code ::} (RFC 5952). */
    private static String shortened(String full) {
        String text = ":" + full + ":";
        for (int zeros = 8; zeros >= 2; zeros--) {
            String run = ":" + "0:".repeat(zeros);
            if (text.contains(run)) {
                return trimmed(text.replaceFirst(run, "::"));
            }
        }
        return full;
    }

    /** Without the colons that stood around the whole, which belong to {@code ::} when it is at an end. */
    private static String trimmed(String text) {
        String front = text.startsWith("::") ? text : text.substring(1);
        return front.endsWith("::") ? front : front.substring(0, front.length() - 1);
    }
}
