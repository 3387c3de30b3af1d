package io.perch.connector.script;

/**
 * What one run of a script may use up.
 *
 * @param steps      statements, turns of loops and calls; work that grows with a text or a list counts on top
 * @param characters of all texts it builds, however short they live; an element copied with others counts as four
 * @param depth      functions within functions, and lists within lists when they are written out
 */
public record Limits(int steps, int characters, int depth) {

    /** A long image in base64 goes through the documented scripts three times over. */
    public static final Limits DEFAULT = new Limits(1_000_000, 32_000_000, 100);
}
