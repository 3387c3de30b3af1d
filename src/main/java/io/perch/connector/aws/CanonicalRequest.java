package io.perch.connector.aws;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A request in the one form that both sides hash.
 *
 * @param text          method, path, query, headers, names of the headers, hash of the body: a line or more each
 * @param signedHeaders their names, sorted, between semicolons
 */
record CanonicalRequest(String text, String signedHeaders) {

    static final String CONTENT_HASH = "x-amz-content-sha256";

    /**
     * @param headers  sorted, names in lower case
     * @param payload  what stands for the body
     * @param tidyPath whether the path is normalised and encoded once more: all services but S3
     */
    static CanonicalRequest of(AwsRequest request, Map<String, String> headers, String payload, boolean tidyPath) {
        String names = String.join(";", headers.keySet());
        StringBuilder text = new StringBuilder(512);
        text.append(request.method()).append('\n')
                .append(tidyPath ? CanonicalUri.path(request.path()) : CanonicalUri.pathAsItIs(request.path())).append('\n')
                .append(CanonicalUri.query(request.query())).append('\n');
        headers.forEach((name, value) -> trimmed(text.append(name).append(':'), value).append('\n'));
        text.append('\n').append(names).append('\n').append(payload);
        return new CanonicalRequest(text.toString(), names);
    }

    String hash() {
        return Digests.hex(Digests.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Without white space at both ends, and with one blank for each stretch of it inside. */
    private static StringBuilder trimmed(StringBuilder text, String value) {
        boolean blank = false;
        int start = text.length();
        for (int at = 0; at < value.length(); at++) {
            char character = value.charAt(at);
            if (character <= ' ') {
                blank = text.length() > start;
            } else {
                if (blank) {
                    text.append(' ');
                    blank = false;
                }
                text.append(character);
            }
        }
        return text;
    }
}
