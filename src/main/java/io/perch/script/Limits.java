package io.perch.script;

/**
 * What one run of a script may use up.
 *
 * @param steps      statements, turns of loops, calls and operations; what grows with a text or a list counts on top
 * @param characters of all texts it builds, however short they live; an element of a list counts as
 *                   {@value Machine#ELEMENT}, an object or an entry of a map as {@value Machine#OBJECT}
 * @param depth      functions within functions, and lists within lists when they are written out
 */
public record Limits(int steps, int characters, int depth) {

    /**
     * Room for the documented scripts: one that writes 96 embeddings of 1536 numbers, each number by itself, takes four million
     * steps; an image of five million characters goes through others three times over. At worst that is a second or two.
     */
    public static final Limits DEFAULT = new Limits(10_000_000, 32_000_000, 100);
}
