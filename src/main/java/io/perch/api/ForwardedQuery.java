package io.perch.api;

import io.perch.search.SearchCall;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The query of a request as it goes on to OpenSearch: written anew from the parameters that the {@link Door} has judged, so that
 * nobody can mean one thing to the one and another to the other.
 */
final class ForwardedQuery {

    /** Perch's own part: how an answer is shown ({@link Rendering}), and a body that is written in the query. */
    private static final Set<String> NOT_FORWARDED = Set.of("pretty", "format", "filter_path", "source", "source_content_type");

    private ForwardedQuery() {
    }

    /** Percent-encoded, without the question mark; may be empty. @param own parameters that Perch takes for itself */
    static String of(HttpServerRequest request, String... own) {
        Set<String> kept = Set.of(own);
        return request.query() == null ? "" : StreamSupport.stream(request.params().spliterator(), false)
                .filter(parameter -> !NOT_FORWARDED.contains(parameter.getKey()) && !kept.contains(parameter.getKey()))
                .map(ForwardedQuery::written)
                .collect(Collectors.joining("&"));
    }

    private static String written(Map.Entry<String, String> parameter) {
        return SearchCall.encoded(parameter.getKey()) + "=" + SearchCall.encoded(parameter.getValue());
    }
}
