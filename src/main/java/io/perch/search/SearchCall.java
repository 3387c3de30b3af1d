package io.perch.search;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * One request to OpenSearch. It may be sent more than once, so it must be safe to repeat.
 *
 * @param path     with a leading slash and its query, already percent-encoded
 * @param encoding of the body, and the one asked for in the answer
 * @param body     may be empty, never {@code null}
 * @param accepted statuses beside 2xx that are an answer and not a refusal, such as 404
 * @param later    statuses that are worth another try
 */
public record SearchCall(HttpMethod method, String path, Encoding encoding, Buffer body, Set<Integer> accepted,
        Set<Integer> later) {

    private static final Set<Integer> BUSY_OR_AWAY = Set.of(429, 502, 503, 504);
    private static final Set<Integer> BUSY = Set.of(429);

    private static final Integer ANY = 0;

    public static SearchCall json(HttpMethod method, String path, String body) {
        return new SearchCall(method, path, Encoding.JSON, Buffer.buffer(body), Set.of(), BUSY_OR_AWAY);
    }

    public static SearchCall json(HttpMethod method, String path) {
        return json(method, path, "");
    }

    public static SearchCall cbor(HttpMethod method, String path, Buffer body) {
        return new SearchCall(method, path, Encoding.CBOR, body, Set.of(), BUSY_OR_AWAY);
    }

    public static SearchCall cbor(HttpMethod method, String path) {
        return cbor(method, path, Buffer.buffer());
    }

    public SearchCall with(Buffer anotherBody) {
        return new SearchCall(method, path, encoding, anotherBody, accepted, later);
    }

    public SearchCall accepting(Integer... statuses) {
        return new SearchCall(method, path, encoding, body, Set.of(statuses), later);
    }

    /**
     * What a caller wants, who is told whatever OpenSearch says. Only when it is busy is it asked again, and what it says last
     * is told, too; it has all the caller's patience to answer.
     */
    public static SearchCall ofCaller(HttpMethod method, String path, Buffer body) {
        return new SearchCall(method, path, Encoding.JSON, body, Set.of(ANY), BUSY);
    }

    /** Every answer goes back to whoever asked: it is he who is told no, not Perch. */
    public SearchCall acceptingAll() {
        return accepting(ANY);
    }

    /** Percent-encoded, as a segment of a path or a value in a query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    boolean isOfCaller() {
        return later.equals(BUSY);
    }

    boolean accepts(int status) {
        return status / 100 == 2 || accepted.contains(status) || accepted.contains(ANY);
    }
}
