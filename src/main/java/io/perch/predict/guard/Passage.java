package io.perch.predict.guard;

/**
 * One text of a request or an answer.
 *
 * @param path where it stands, as {@code parameters.messages[0].content}
 */
record Passage(String path, String text) {
}
