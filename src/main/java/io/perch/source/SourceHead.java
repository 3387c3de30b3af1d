package io.perch.source;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a source is while it is read.
 *
 * @param bytes   in all
 * @param version another one when it has changed
 */
@RegisterForReflection
public record SourceHead(long bytes, String version) {
}
