package io.perch.predict.guard;

/**
 * Why a text may not pass.
 *
 * @param path of the text; {@code null} when it is all of them together
 * @param rule that it breaks, by its place in the guardrail: what the rule looks for is not told
 */
record Finding(String path, String rule) {
}
