package io.perch.connector.address;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * A url that can be called, taken apart once. Whether it may be, {@link AddressRules} say, about these parts and no others: two
 * readers of one url that see different hosts in it are how such rules are got around. So what is not plain is refused: user
 * names, backslashes, blanks, encoded hosts, numbers in disguise, {@code ..} in the path.
 *
 * @param url   as the rules see it: {@code scheme://host[:port]path?query}; scheme and host in lower case, no fragment
 * @param host  an IPv6 address has no brackets; no dot at the end
 * @param path  in ASCII, percent-encoded; empty when the url ends with its host
 * @param query likewise, without the question mark; {@code null} when there is none
 */
public record Endpoint(String url, boolean tls, String host, int port, String path, String query) {

    private static final String HINT = "write it as https://host/path, everything but letters, digits and -._~ percent-encoded";
    private static final int LONGEST_SHOWN = 20;

    /** Throws REQUEST_INVALID. What the url holds behind its host is not told again: it may be a secret. */
    public static Endpoint of(String url) {
        try {
            int colon = url.indexOf("://");
            if (colon < 0) {
                throw new BadUrl("it does not begin with http:// or https://");
            }
            return behindScheme(tls(url.substring(0, colon)), url.substring(colon + 3));
        } catch (BadUrl bad) {
            throw invalid("Connector URL is not valid: " + bad.getMessage());
        }
    }

    private static boolean tls(String scheme) {
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "https" -> true;
            case "http" -> false;
            default -> throw invalid("Protocol is not http or https: " + shown(scheme));
        };
    }

    /** The beginning of what may be anything. */
    private static String shown(String text) {
        String plain = text.replaceAll("[^\\x20-\\x7e]", "?");
        return plain.length() <= LONGEST_SHOWN ? plain : plain.substring(0, LONGEST_SHOWN) + "…";
    }

    private static Endpoint behindScheme(boolean tls, String rest) {
        int end = Target.start(rest);
        Authority authority = Authority.of(rest.substring(0, end));
        Target target = Target.of(rest.substring(end));
        int port = authority.port().orElse(tls ? 443 : 80);
        if (port < 1 || port > 65_535) {
            throw invalid("Port out of range: " + port);
        }
        return new Endpoint((tls ? "https://" : "http://") + authority + target, tls, authority.host(), port,
                target.path(), target.query());
    }

    /** For the header Host, and for signatures: without the port when it is the scheme's own. */
    public String authority() {
        String name = bracketed(host);
        return port == (tls ? 443 : 80) ? name : name + ":" + port;
    }

    /** For the first line of the request: path and query. */
    public String target() {
        return (path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }

    /** Fit to be shown: nothing of path and query. */
    public String origin() {
        return (tls ? "https://" : "http://") + authority();
    }

    /** The address when the host is one; no look-up is needed then. */
    public Optional<InetAddress> address() {
        return HostName.literal(host);
    }

    static String bracketed(String host) {
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    private static PerchException invalid(String reason) {
        return new PerchException(ErrorCode.REQUEST_INVALID, reason, HINT);
    }
}
