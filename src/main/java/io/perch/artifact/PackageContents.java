package io.perch.artifact;

import java.util.List;
import java.util.Optional;

/**
 * What a checked package holds.
 *
 * @param modelFile     the name of the model file at the root, when there is one
 * @param unpackedBytes of all {@code files} together, counted while inflating
 */
public record PackageContents(Optional<String> modelFile, long unpackedBytes, List<String> files) {
}
