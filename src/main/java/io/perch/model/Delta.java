package io.perch.model;

/**
 * A piece of an answer that comes in pieces.
 *
 * @param content text to be appended; empty where the piece has none
 * @param last    nothing comes after it
 * @param event   what the remote service itself sent, as JSON text; {@code null} when it did not send this piece as one event
 */
public record Delta(String content, boolean last, String event) {

    public static final Delta LAST = new Delta("", true, null);
}
