package io.perch.dev.bench.cases;

/**
 * One way of calling: what is measured for it makes one row of the table.
 *
 * @param docs    texts per request
 * @param callers who call at once, each with one request under way
 */
public record Cell(Texts texts, int docs, int callers) {
}
