package io.perch.ingest.bulk;

import io.perch.base.PerchException;

/**
 * How a bulk ended.
 *
 * @param fault what was wrong with the request itself: whatever came from there on was not carried out. {@code null} for nothing
 */
public record BulkEnd(PerchException fault) {
}
