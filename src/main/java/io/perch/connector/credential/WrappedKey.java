package io.perch.connector.credential;

/**
 * The data key as it is stored: of no use without the master key. One row of table {@code secret_key}.
 *
 * @param id      of the data key; also in each value that it sealed
 * @param master  fingerprint of the master key that wrapped it: 16 hex digits
 * @param wrapped base64
 */
public record WrappedKey(String id, String master, String wrapped) {
}
