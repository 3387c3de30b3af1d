package io.perch.connector.credential;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One master key. Known by a fingerprint, which tells keys apart and nothing about them. */
final class MasterKey {

    private static final int FINGERPRINT_BYTES = 8;

    private final AesGcm cipher;
    private final String fingerprint;

    private MasterKey(byte[] bytes) {
        this.cipher = new AesGcm(bytes);
        this.fingerprint = fingerprint(bytes);
    }

    /** Empty when {@code base64} is not that of {@value AesGcm#KEY_BYTES} bytes. */
    static Optional<MasterKey> of(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.strip());
            return bytes.length == AesGcm.KEY_BYTES ? Optional.of(new MasterKey(bytes)) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    String fingerprint() {
        return fingerprint;
    }

    WrappedKey wrap(DataKey key, SecureRandom random) {
        byte[] wrapped = cipher.seal(key.bytes(), bound(key.id()), random);
        return new WrappedKey(key.id(), fingerprint, Base64.getEncoder().encodeToString(wrapped));
    }

    /** Empty when this is not the key that wrapped it, or it was changed since. */
    Optional<DataKey> unwrap(WrappedKey key, SecureRandom random) {
        try {
            return cipher.open(Base64.getDecoder().decode(key.wrapped()), bound(key.id()))
                    .map(bytes -> new DataKey(key.id(), bytes, random));
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    private static byte[] bound(String id) {
        return ("data key " + id).getBytes(StandardCharsets.UTF_8);
    }

    private static String fingerprint(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
            byte[] print = mac.doFinal("fingerprint".getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(print, 0, FINGERPRINT_BYTES);
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new AssertionError(everyPlatformHasIt);
        }
    }
}
