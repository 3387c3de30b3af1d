package io.perch.connector;

import io.perch.connector.address.Endpoint;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code s3://bucket/key}. */
record S3Url(String bucket, String key) {

    /** Its name goes into a host name: nothing else may come in with it. */
    static final Pattern REGION = Pattern.compile("[a-z]{2}[a-z0-9-]{1,30}");

    private static final Pattern URL = Pattern.compile("[sS]3://([a-zA-Z0-9][a-zA-Z0-9._-]{1,61}[a-zA-Z0-9])/(.{1,1024})");
    /** What a certificate for {@code *.s3.region.amazonaws.com} covers. */
    private static final Pattern HOST = Pattern.compile("[a-z0-9][a-z0-9-]*");
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** Empty when it is none. */
    static Optional<S3Url> of(String url) {
        Matcher parts = URL.matcher(url);
        return !parts.matches() || hasDots(parts.group(2)) ? Optional.empty()
                : Optional.of(new S3Url(parts.group(1), parts.group(2)));
    }

    /** Clients and proxies take such segments away, so that another object would be read. */
    private static boolean hasDots(String key) {
        return List.of(key.split("/")).stream().anyMatch(segment -> segment.equals(".") || segment.equals(".."));
    }

    /** @param own the operator's; {@code null} for Amazon's in this region */
    Endpoint endpoint(String region, URI own) {
        if (own != null) {
            return Endpoint.of(own.toString().replaceAll("/+$", "") + "/" + bucket + "/" + encoded(key));
        }
        String host = "s3." + region + ".amazonaws.com" + (region.startsWith("cn-") ? ".cn" : "");
        return Endpoint.of(HOST.matcher(bucket).matches() ? "https://" + bucket + "." + host + "/" + encoded(key)
                : "https://" + host + "/" + bucket + "/" + encoded(key));
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(octet & 0xff) >= 0) {
                encoded.append((char) octet);
            } else {
                HEX.toHexDigits(encoded.append('%'), octet);
            }
        }
        return encoded.toString();
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + key;
    }
}
