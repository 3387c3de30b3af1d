package io.perch.dev.bench.report;

/**
 * What a server costs besides its answers.
 *
 * @param server     {@code JVM} or {@code executable}
 * @param started    as its log says, in seconds, with the migrations in place
 * @param idle       MiB in memory when it was ready, without a model
 * @param loaded     MiB in memory with the first model loaded
 * @param afterLoad  MiB in memory after the first model's measurements, the model still loaded
 * @param most       MiB that it had in memory at most, over all models
 */
public record ServerFacts(String server, String started, long idle, long loaded, long afterLoad, long most) {
}
