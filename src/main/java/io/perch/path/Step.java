package io.perch.path;

/** One step of a path. {@code text} is how it is written, such that the texts of all steps after a {@code $} are the path. */
sealed interface Step {

    String text();

    record Key(String text, String name) implements Step {
    }

    /** {@code [*]} or {@code .*} */
    record Every(String text) implements Step {
    }

    /** Positions, slices, filters, functions, and {@code ..} with what it looks for. */
    record Other(String text) implements Step {
    }
}
