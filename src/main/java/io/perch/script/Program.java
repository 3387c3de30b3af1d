package io.perch.script;

/**
 * A script that has been read.
 *
 * @param slots variables of its main part; the first is {@code params}
 */
record Program(Statement body, int slots) {
}
