package io.perch.ingest;

import io.perch.base.Wildcard;
import java.util.List;

/** Names as OpenSearch lets callers list them: commas between, {@code *} for any part. */
record Wildcards(List<String> any) {

    /** @param text {@code null}: all */
    static Wildcards of(String text) {
        return new Wildcards(text == null || text.equals("_all") ? List.of("*") : List.of(text.split(",")));
    }

    boolean match(String name) {
        return any.stream().anyMatch(pattern -> Wildcard.matches(pattern, name));
    }
}
