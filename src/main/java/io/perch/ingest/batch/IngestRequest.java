package io.perch.ingest.batch;

import io.perch.source.Keys;
import java.util.List;

/**
 * What a caller wants ingested.
 *
 * @param type {@code null} when it is not known: that is a fault of its own
 * @param keys of sources of type s3
 */
public record IngestRequest(String index, SourceType type, List<String> sources, Mapping mapping, Keys keys) {
}
