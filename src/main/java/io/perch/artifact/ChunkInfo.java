package io.perch.artifact;

/**
 * One stored chunk.
 *
 * @param number from 0
 * @param total  chunks that its model has
 * @param sha256 of this chunk's bytes, lower-case hex
 */
public record ChunkInfo(int number, int total, String sha256, int bytes) {
}
