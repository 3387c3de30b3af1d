package io.perch.artifact;

/**
 * A sealed package in the chunk store.
 *
 * @param sha256      of the whole zip, lower-case hex
 * @param totalChunks pieces it is kept in
 * @param bytes       of the whole zip
 */
public record PackageRef(String modelId, String sha256, int totalChunks, long bytes) {
}
