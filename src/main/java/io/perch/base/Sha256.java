package io.perch.base;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 over bytes as they flow; written as lower-case hex. Not for several threads at once. */
public final class Sha256 {

    private final MessageDigest digest;

    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new AssertionError(everyPlatformHasIt);
        }
    }

    public static String of(byte[] bytes) {
        return new Sha256().update(ByteBuffer.wrap(bytes)).hex();
    }

    /** Reads what remains in {@code bytes}. */
    public Sha256 update(ByteBuffer bytes) {
        digest.update(bytes);
        return this;
    }

    /** Ends this hash: 64 characters. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
