package io.perch.connector.aws;

import io.perch.connector.credential.Secret;
import java.nio.charset.StandardCharsets;

/** What the secret key comes to for one day, region and service. Not a record: its bytes are a secret too. */
final class SigningKey {

    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String END = "aws4_request";

    private final String day;
    private final String scope;
    private final byte[] bytes;

    private SigningKey(String day, String scope, byte[] bytes) {
        this.day = day;
        this.scope = scope;
        this.bytes = bytes;
    }

    /** @param day as {@code yyyyMMdd}, in UTC */
    static SigningKey of(Secret secretKey, String day, String region, String service) {
        byte[] key = utf8("AWS4" + secretKey.reveal());
        for (String part : new String[] {day, region, service, END}) {
            key = Digests.hmac(key, utf8(part));
        }
        return new SigningKey(day, String.join("/", day, region, service, END), key);
    }

    String day() {
        return day;
    }

    String scope() {
        return scope;
    }

    byte[] bytes() {
        return bytes;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
