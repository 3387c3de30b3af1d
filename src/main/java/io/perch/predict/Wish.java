package io.perch.predict;

import io.perch.model.Priority;
import java.time.Duration;

/** What a caller says about the terms of the answer; {@code null} where nothing is said. */
public record Wish(Duration patience, Priority priority) {

    public static final Wish NONE = new Wish(null, null);
}
