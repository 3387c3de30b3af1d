package io.perch.ingest.batch;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/**
 * What documents are made of, as a caller writes it.
 *
 * @param fields paths of each field, in their order
 * @param copied paths of fields that keep their last name
 */
@RegisterForReflection
public record Mapping(Map<String, List<String>> fields, List<String> copied) {

    int paths() {
        return fields.values().stream().mapToInt(List::size).sum() + copied.size();
    }
}
