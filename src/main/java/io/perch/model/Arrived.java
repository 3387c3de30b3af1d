package io.perch.model;

import io.perch.artifact.Fetched;

/**
 * A package on this machine's disk, not yet looked into.
 *
 * @param model  as it stands now: a pretrained one has learned what it is
 * @param sha256 that the package must have, lower-case hex
 * @param source what to look at when it has another
 */
record Arrived(Model model, Fetched zip, String sha256, String source) {
}
