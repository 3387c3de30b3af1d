package io.perch.query;

import io.perch.predict.Wish;
import io.vertx.core.buffer.Buffer;

/**
 * What a caller wants searched.
 *
 * @param indices    as he names them in the path; {@code null} for all that he may see
 * @param parameters for OpenSearch, percent-encoded, without the question mark; may be empty
 * @param body       JSON, or lines of it; may be empty, never {@code null}
 */
public record Search(String indices, String parameters, Buffer body, Wish wish) {

    /** {@code start}, and the parameters behind it. */
    String path(String start) {
        return parameters.isEmpty() ? start : start + "?" + parameters;
    }

    /** With one parameter more, percent-encoded. */
    public Search and(String parameter) {
        return new Search(indices, parameters.isEmpty() ? parameter : parameters + "&" + parameter, body, wish);
    }

    /** The same search, asked otherwise. */
    public Search with(Buffer otherBody, Wish otherWish) {
        return new Search(indices, parameters, otherBody, otherWish);
    }
}
