package io.perch.query.pipeline;

import io.perch.ingest.document.DocumentPath;

/**
 * One entry of an {@code input_map}: what the model calls a value, and where it is.
 *
 * @param ofRequest whether it is in the search, not in what was found
 * @param optional  whether it may be missing
 */
record Input(String name, DocumentPath from, boolean ofRequest, boolean optional) {

    private static final String REQUEST = "_request.";
    private static final String ROOT = "$.";

    /** In a search. Throws REQUEST_INVALID for what is no path. */
    static Input ofSearch(String name, String path, boolean optional) {
        return new Input(name, DocumentPath.of(path), true, optional);
    }

    /** In a hit, or, after {@code _request.}, in the search. Throws REQUEST_INVALID for what is no path. */
    static Input ofHit(String name, String path, boolean optional) {
        String plain = path.startsWith(ROOT + REQUEST) ? path.substring(ROOT.length()) : path;
        return plain.startsWith(REQUEST) ? ofSearch(name, plain.substring(REQUEST.length()), optional)
                : new Input(name, DocumentPath.of(path), false, optional);
    }
}
