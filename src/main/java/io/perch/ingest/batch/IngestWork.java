package io.perch.ingest.batch;

import io.perch.source.SealedKeys;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** What a task of this kind is created with. @param keys {@code null} for files */
@RegisterForReflection
record IngestWork(String index, SourceType type, List<String> sources, Mapping mapping, SealedKeys keys) {
}
