package io.perch.api;

import java.util.Optional;
import java.util.Set;

/** One row of the table: a method on a path, the query parameters it knows, the content types it declares. */
record Route(String template, String method, Set<String> parameters, Set<String> consumes) {

    /** Allowed on every route, as OpenSearch allows them. */
    static final Set<String> EVERYWHERE = Set.of("pretty", "human", "format", "filter_path", "error_trace");

    /** What goes on to OpenSearch as it came, most of the time. */
    private static final Set<String> GO_ON = Set.of("/_search", "/{index}/_search", "/{index}/_doc", "/{index}/_doc/{id}",
            "/{index}/_create/{id}", "/{index}/_update/{id}");
    private static final String OCTETS = "application/octet-stream";

    boolean knows(String parameter) {
        return parameters.contains(parameter) || EVERYWHERE.contains(parameter);
    }

    /** The bytes themselves are the matter: they may be labelled anything a client sends them as, and are not parsed. */
    boolean takesRawBytes() {
        return consumes.contains(OCTETS);
    }

    /** Lines of JSON. */
    boolean takesLines() {
        return template.endsWith("/_msearch") || template.endsWith("/_bulk");
    }

    /** Whether a body is read when it is known that it must be: most of them go on as they came. */
    boolean readsLater(String contentType) {
        return takesRawBytes() || takesLines()
                || GO_ON.contains(template) && BodyFormat.read(contentType).equals(Optional.of(BodyFormat.JSON));
    }

    boolean accepts(String contentType) {
        return BodyFormat.read(contentType).isPresent()
                || takesLines() && BodyFormat.isLines(contentType)
                || takesRawBytes() && contentType != null && contentType.strip().startsWith(OCTETS);
    }
}
