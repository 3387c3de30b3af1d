package io.perch.connector.aws;

import java.util.Map;

/**
 * One request as it goes on the wire.
 *
 * @param host    as in the header Host: with the port unless it is the scheme's own
 * @param path    percent-encoded; empty means {@code /}
 * @param query   percent-encoded, without the question mark; {@code null} or empty when there is none
 * @param headers those that the caller sets; names in any case
 * @param body    empty when there is none; not changed and not kept
 */
public record AwsRequest(String method, String host, String path, String query, Map<String, String> headers, byte[] body) {
}
