package io.perch.predict;

import io.perch.base.Caller;
import io.perch.model.Priority;
import java.time.Duration;

/** Who asks, and what he says about the terms of the answer; {@code null} where nothing is said. */
public record Wish(Caller caller, Duration patience, Priority priority) {

    public static final Wish NONE = new Wish(Caller.NOBODY, null, null);
}
