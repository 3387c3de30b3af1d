package io.perch.base;

import io.smallrye.mutiny.CompositeException;

/** Reads failures that come from underneath. */
public final class Failures {

    private Failures() {
    }

    /** The catalogued failure in the chain of causes, else INTERNAL with the words of the deepest cause. */
    public static PerchException catalogued(Throwable failure) {
        Throwable deepest = failure;
        for (Throwable at = failure; at != null; at = next(at)) {
            if (at instanceof PerchException known) {
                return known;
            }
            deepest = at;
        }
        return new PerchException(ErrorCode.INTERNAL, words(deepest), null, failure);
    }

    /** One line: the class where the message alone would not tell. */
    public static String words(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    private static Throwable next(Throwable failure) {
        return failure instanceof CompositeException several ? several.getCauses().getFirst() : failure.getCause();
    }
}
