package io.perch.connector.address;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where connectors may call, as the settings of this moment say. All patterns must match wholly.
 *
 * @param trusted        of urls that may be called at all
 * @param privateAllowed whether private addresses may be called
 * @param trustedPrivate of urls that may have a private address although {@code privateAllowed} is off
 * @param restricted     of addresses that are never called
 */
public record AddressRules(List<Pattern> trusted, boolean privateAllowed, List<Pattern> trustedPrivate,
        List<Pattern> restricted) {

    private static final String SETTINGS = "plugins.ml_commons.";

    public static AddressRules of(List<String> trusted, boolean privateAllowed, List<String> trustedPrivate,
            List<String> restricted) {
        return new AddressRules(compiled(trusted), privateAllowed, compiled(trustedPrivate), compiled(restricted));
    }

    /** Throws ENDPOINT_NOT_TRUSTED. Asks no name server: for the first check, before anything leaves this process. */
    public void trust(Endpoint endpoint) {
        if (!matches(trusted, endpoint.url())) {
            throw new PerchException(ErrorCode.ENDPOINT_NOT_TRUSTED,
                    "Connector URL is not matching the trusted connector endpoint regex",
                    "the operator can add a regex that matches all of " + endpoint.origin() + "/… to "
                            + SETTINGS + "trusted_connector_endpoints_regex");
        }
    }

    /**
     * All of {@code found}, the addresses of the endpoint's host: those and no others may be dialled. Throws ADDRESS_FORBIDDEN
     * when one of them is restricted, or private and not allowed. One is enough: who mixes them wants another dialled.
     */
    public List<InetAddress> allow(Endpoint endpoint, List<InetAddress> found) {
        if (!restricted.isEmpty() && found.stream().anyMatch(this::isRestricted)) {
            throw new PerchException(ErrorCode.ADDRESS_FORBIDDEN,
                    "Remote inference host name has restricted ip address: " + endpoint.host(),
                    "the operator forbids it in " + SETTINGS + "connector.restricted_ip_patterns");
        }
        if (!privateAllowed && found.stream().anyMatch(PrivateAddresses::hold) && !matches(trustedPrivate, endpoint.url())) {
            throw new PerchException(ErrorCode.ADDRESS_FORBIDDEN,
                    "Remote inference host name has private ip address: " + endpoint.host(),
                    "the operator can allow this endpoint with a regex in " + SETTINGS
                            + "trusted_connector_private_endpoints_regex, or all private addresses with " + SETTINGS
                            + "connector.private_ip_enabled");
        }
        return found;
    }

    private boolean isRestricted(InetAddress address) {
        return AddressText.of(address).stream().anyMatch(text -> matches(restricted, text));
    }

    private static List<Pattern> compiled(List<String> regexes) {
        return regexes.stream().map(Pattern::compile).toList();
    }

    private static boolean matches(List<Pattern> patterns, String text) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(text).matches());
    }
}
