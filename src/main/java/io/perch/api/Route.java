package io.perch.api;

import java.util.Set;

/** One row of the table: a method on a path, the query parameters it knows, the content types it declares. */
record Route(String template, String method, Set<String> parameters, Set<String> consumes) {

    /** Allowed on every route, as OpenSearch allows them. */
    static final Set<String> EVERYWHERE = Set.of("pretty", "human", "format", "filter_path", "error_trace");

    private static final String OCTETS = "application/octet-stream";

    boolean knows(String parameter) {
        return parameters.contains(parameter) || EVERYWHERE.contains(parameter);
    }

    /** The bytes themselves are the matter: they may be labelled anything a client sends them as, and are not parsed. */
    boolean takesRawBytes() {
        return consumes.contains(OCTETS);
    }

    boolean accepts(String contentType) {
        return BodyFormat.read(contentType).isPresent()
                || takesRawBytes() && contentType != null && contentType.strip().startsWith(OCTETS);
    }
}
