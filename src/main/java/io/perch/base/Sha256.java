package io.perch.base;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in lower-case hex, as ML Commons compares it. */
public final class Sha256 {

    private Sha256() {
    }

    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }

    public static String of(byte[] bytes) {
        return hex(digest().digest(bytes));
    }

    public static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
