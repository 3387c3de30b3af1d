package io.perch.connector.address;

import java.net.IDN;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The host of a url in its one form: lower case, international names in ASCII (Punycode), no dot at the end. Everything that some
 * resolver might take for an address ({@code 127.1}, {@code 0x7f.1}, {@code 2130706433}) must be one in the usual spelling.
 */
final class HostName {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9_-]{1,63}");
    /** As browsers tell (https://url.spec.whatwg.org/#ends-in-a-number-checker): by the last label. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");
    private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]+");
    private static final int LONGEST = 253;

    private HostName() {
    }

    /** Of a name or an IPv4 address. Throws BadUrl. */
    static String of(String written) {
        String host = ascii(written).toLowerCase(Locale.ROOT);
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        List<String> labels = List.of(host.split("\\.", -1));
        if (host.length() > LONGEST || !labels.stream().allMatch(label -> LABEL.matcher(label).matches())) {
            throw new BadUrl("its host is not a host name");
        }
        if (NUMBER.matcher(labels.getLast()).matches() && !quad(labels)) {
            throw new BadUrl("its host is a number, but not an IPv4 address such as 192.0.2.1");
        }
        return host;
    }

    /** Of what stands between brackets. Throws BadUrl. */
    static String ofIpv6(String written) {
        String host = written.toLowerCase(Locale.ROOT);
        if (!IPV6.matcher(host).matches()) {
            throw new BadUrl("its host is not an IPv6 address");
        }
        try {
            Inet6Address.ofLiteral(host);
            return host;
        } catch (IllegalArgumentException notOne) {
            throw new BadUrl("its host is not an IPv6 address");
        }
    }

    /** The address that {@code host}, in its one form, spells out; empty for a name. */
    static Optional<InetAddress> literal(String host) {
        boolean address = host.indexOf(':') >= 0 || NUMBER.matcher(host.substring(host.lastIndexOf('.') + 1)).matches();
        return address ? Optional.of(InetAddress.ofLiteral(host)) : Optional.empty();
    }

    private static String ascii(String written) {
        if (written.chars().allMatch(character -> character < 128)) {
            return written;
        }
        try {
            return IDN.toASCII(written, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException noName) {
            throw new BadUrl("its host is not a host name");
        }
    }

    private static boolean quad(List<String> labels) {
        return labels.size() == 4
                && labels.stream().allMatch(label -> OCTET.matcher(label).matches() && Integer.parseInt(label) < 256);
    }
}
