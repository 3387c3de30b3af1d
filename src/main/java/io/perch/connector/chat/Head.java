package io.perch.connector.chat;

/**
 * What a completion says of itself when the service does not.
 *
 * @param created epoch seconds
 */
public record Head(String id, long created, String model) {
}
