package io.perch.testing;

import static org.assertj.core.api.Assertions.catchThrowable;

import io.perch.base.PerchException;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The {@link PerchException} with which something fails, out of what futures wrap around it. */
public final class Failures {

    private Failures() {
    }

    public static PerchException failureOf(ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        return (PerchException) (thrown instanceof CompletionException ? thrown.getCause() : thrown);
    }
}
