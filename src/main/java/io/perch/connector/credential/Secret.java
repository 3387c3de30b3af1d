package io.perch.connector.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A value that must not be read by accident: in a log, an answer, an error or a debugger it is {@code ***}. Neither a record nor
 * a bean, so that no JSON writer finds the text in it. Whoever calls {@link #reveal()} is about to send it to where it belongs.
 */
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    public static Secret of(String value) {
        return new Secret(value);
    }

    public String reveal() {
        return value;
    }

    /** In constant time for values of the same length. */
    @Override
    public boolean equals(Object other) {
        return other == this || other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return Masking.MASK;
    }

    private byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
