package io.perch.testing;

import io.perch.testing.Provider.Asked;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Judges a signed request as AWS does: reads it off the wire and works out its signature once more, by the published algorithm
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html). Shares no code with the signer
 * that it judges.
 */
public final class SigV4Verifier {

    /** Whose requests are expected. @param sessionToken {@code null} for keys that are not temporary */
    public record Account(String accessKey, String secretKey, String sessionToken) {
    }

    private static final Pattern AUTHORIZATION = Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/]+)/([0-9]{8})/([^/]+)/([^/]+)"
            + "/aws4_request, *SignedHeaders=([a-z0-9;-]+), *Signature=([0-9a-f]{64})");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Duration LARGEST_SKEW = Duration.ofMinutes(5);
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final String TOKEN = "x-amz-security-token";
    private static final String HASH = "x-amz-content-sha256";

    private final Account account;
    private final String service;
    private final String region;

    public SigV4Verifier(Account account, String service, String region) {
        this.account = account;
        this.service = service;
        this.region = region;
    }

    /** Why AWS would refuse it; empty when it would not. */
    public Optional<String> fault(Asked asked, Instant now) {
        Matcher authorization = AUTHORIZATION.matcher(asked.headers().getOrDefault("authorization", ""));
        if (!authorization.matches()) {
            return Optional.of("Authorization is none of AWS4-HMAC-SHA256: " + asked.headers().get("authorization"));
        }
        Signed signed = new Signed(asked, authorization);
        return Stream.of(signed.scopeFault(), signed.timeFault(now), signed.tokenFault(), signed.headersFault(),
                signed.bodyFault(), signed.signatureFault()).flatMap(Optional::stream).findFirst();
    }

    private final class Signed {

        private final Asked asked;
        private final String accessKey;
        private final String day;
        private final String scope;
        private final List<String> names;
        private final String signature;

        Signed(Asked asked, Matcher authorization) {
            this.asked = asked;
            this.accessKey = authorization.group(1);
            this.day = authorization.group(2);
            this.scope = authorization.group(3) + "/" + authorization.group(4);
            this.names = List.of(authorization.group(5).split(";"));
            this.signature = authorization.group(6);
        }

        Optional<String> scopeFault() {
            if (!accessKey.equals(account.accessKey)) {
                return Optional.of("unknown access key " + accessKey);
            }
            return scope.equals(region + "/" + service) ? Optional.empty() : Optional.of("signed for " + scope);
        }

        Optional<String> timeFault(Instant now) {
            if (!header("x-amz-date").matches("[0-9]{8}T[0-9]{6}Z")) {
                return Optional.of("x-amz-date is " + asked.headers().get("x-amz-date"));
            }
            Instant time = TIME.parse(header("x-amz-date"), Instant::from);
            if (!header("x-amz-date").startsWith(day)) {
                return Optional.of("signed with the key of " + day + " at " + time);
            }
            return Duration.between(time, now).abs().compareTo(LARGEST_SKEW) <= 0 ? Optional.empty()
                    : Optional.of("signed at " + time + ", and now it is " + now);
        }

        Optional<String> tokenFault() {
            String token = asked.headers().get(TOKEN);
            boolean right = account.sessionToken == null ? token == null : account.sessionToken.equals(token);
            return right ? Optional.empty() : Optional.of("wrong " + TOKEN);
        }

        /** Host, content type and all that begins with x-amz- must be signed. */
        Optional<String> headersFault() {
            List<String> unsigned = asked.headers().keySet().stream()
                    .filter(name -> name.equals("host") || name.equals("content-type") || name.startsWith("x-amz-"))
                    .filter(name -> !names.contains(name)).toList();
            if (!unsigned.isEmpty()) {
                return Optional.of("not signed: " + unsigned);
            }
            List<String> absent = names.stream().filter(name -> !asked.headers().containsKey(name)).toList();
            if (!absent.isEmpty()) {
                return Optional.of("signed, but not there: " + absent);
            }
            return names.equals(names.stream().sorted().toList()) ? Optional.empty() : Optional.of("not in order: " + names);
        }

        Optional<String> bodyFault() {
            String hash = asked.headers().get(HASH);
            return hash == null || hash.equals(bodyHash()) ? Optional.empty()
                    : Optional.of(HASH + " is not the hash of the body");
        }

        Optional<String> signatureFault() {
            String wanted = HexFormat.of().formatHex(hmac(key(), toSign()));
            return signature.equals(wanted) ? Optional.empty() : Optional.of("signature is " + signature + " and should be "
                    + wanted + ", for:\n" + canonical());
        }

        private String toSign() {
            return String.join("\n", "AWS4-HMAC-SHA256", header("x-amz-date"), day + "/" + scope + "/aws4_request",
                    sha256(canonical()));
        }

        private byte[] key() {
            byte[] key = ("AWS4" + account.secretKey).getBytes(StandardCharsets.UTF_8);
            for (String part : List.of(day, region, service, "aws4_request")) {
                key = hmac(key, part);
            }
            return key;
        }

        private String canonical() {
            int question = asked.path().indexOf('?');
            String path = question < 0 ? asked.path() : asked.path().substring(0, question);
            String query = question < 0 ? "" : asked.path().substring(question + 1);
            String headers = names.stream().map(name -> name + ":" + header(name).strip().replaceAll(" +", " ") + "\n")
                    .collect(Collectors.joining());
            // S3 alone takes the path as it is
            String shown = service.equals("s3") ? path : encoded(URI.create(path).normalize().getRawPath(), "/");
            return String.join("\n", asked.method(), shown, parameters(query),
                    headers, String.join(";", names), bodyHash());
        }

        private String header(String name) {
            return asked.headers().getOrDefault(name, "");
        }

        private String bodyHash() {
            return sha256(asked.body());
        }
    }

    private static String parameters(String query) {
        return Arrays.stream(query.split("&")).filter(pair -> !pair.isEmpty())
                .map(pair -> pair.split("=", 2))
                .map(pair -> encoded(decoded(pair[0]), "") + "=" + (pair.length > 1 ? encoded(decoded(pair[1]), "") : ""))
                .sorted().collect(Collectors.joining("&"));
    }

    /** A plus sign is one here, no blank. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encoded(String text, String kept) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = (UNRESERVED + kept).indexOf((char) (octet & 0xff)) >= 0;
            encoded.append(plain ? String.valueOf((char) octet) : "%%%02X".formatted(octet & 0xff));
        }
        return encoded.toString();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new AssertionError(everyPlatformHasIt);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new AssertionError(everyPlatformHasIt);
        }
    }
}
