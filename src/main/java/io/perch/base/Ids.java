package io.perch.base;

import java.security.SecureRandom;
import java.util.Base64;

/** Ids as the original's store makes them: 20 URL-safe characters (120 random bits). */
public final class Ids {

    private static final int BYTES = 15;

    private Ids() {
    }

    public static String next() {
        byte[] random = new byte[BYTES];
        Source.RANDOM.nextBytes(random);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        // a leading '-' or '_' is refused in ids that callers propose, so Perch does not make any either
        return Character.isLetterOrDigit(id.charAt(0)) ? id : next();
    }

    /** Seeded on first use, so that a native executable does not carry the seed of its build machine. */
    private static final class Source {
        private static final SecureRandom RANDOM = new SecureRandom();
    }
}
