package io.perch.engine;

/** A sentence of a text: UTF-16 offsets of its first character and behind its last, blanks around it left out. */
record Sentence(int start, int end) {
}
