package io.perch.connector.address;

import java.util.OptionalInt;

/**
 * Host and port of a url.
 *
 * @param port as written; empty when it is not
 */
record Authority(String host, OptionalInt port) {

    /** Throws BadUrl. */
    static Authority of(String written) {
        if (written.indexOf('@') >= 0) {
            throw new BadUrl("it holds a user name; keep secrets in the credential and name them in a header");
        }
        if (written.startsWith("[")) {
            int end = written.indexOf(']');
            if (end < 0) {
                throw new BadUrl("a bracket of its host is not closed");
            }
            return new Authority(HostName.ofIpv6(written.substring(1, end)), port(written.substring(end + 1)));
        }
        int colon = written.indexOf(':');
        int end = colon < 0 ? written.length() : colon;
        return new Authority(HostName.of(written.substring(0, end)), port(written.substring(end)));
    }

    /** @param written with its colon, or empty */
    private static OptionalInt port(String written) {
        if (written.isEmpty() || written.equals(":")) {
            return OptionalInt.empty();
        }
        if (!written.matches(":[0-9]+")) {
            throw new BadUrl("what stands behind its host is not a port");
        }
        String digits = written.substring(1);
        // too long for a number is too large for a port
        return OptionalInt.of(digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits));
    }

    @Override
    public String toString() {
        return Endpoint.bracketed(host) + (port.isPresent() ? ":" + port.getAsInt() : "");
    }
}
