package io.perch.connector.aws;

import java.util.Map;

/**
 * One request as it goes on the wire.
 *
 * @param url     whole, path and query percent-encoded
 * @param headers those that the caller sets; names in any case
 * @param body    empty when there is none; not changed and not kept
 */
public record AwsRequest(String method, String url, Map<String, String> headers, byte[] body) {
}
