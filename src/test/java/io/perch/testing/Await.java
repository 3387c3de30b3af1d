package io.perch.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads and processes bring about: looks until it is so, and gives up after two minutes. */
public final class Await {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private Await() {
    }

    /** Fails with {@code what} when it never comes true; a look that throws counts as "not yet". */
    public static void until(String what, BooleanSupplier look) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Exception last = null;
        do {
            try {
                if (look.getAsBoolean()) {
                    return;
                }
            } catch (Exception notYet) { // checked ones too: REST Assured throws them undeclared
                last = notYet;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        } while (System.nanoTime() < end);
        throw new AssertionError("waited " + PATIENCE.toSeconds() + " s in vain until " + what, last);
    }
}
