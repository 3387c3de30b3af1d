package io.perch.connector.call;

import io.smallrye.mutiny.Multi;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * An answer that has begun.
 *
 * @param bytes come as fast as they are asked for; cancelling them breaks the connection off. Whoever gets this subscribes once
 */
public record HttpStream(int status, MultiMap headers, Multi<Buffer> bytes) {
}
