package io.perch.engine.sentence;

/** A sentence of a text: UTF-16 offsets of its first character and behind its last, blanks around it left out. */
public record Sentence(int start, int end) {
}
