package io.perch.source;

import java.util.Map;

/**
 * What a caller says of who he is. Never printed: it holds secrets.
 *
 * @param credential  {@code access_key}, {@code secret_key}, {@code session_token}, {@code region}; empty: the connector's
 * @param connectorId {@code null} when the credential is given
 */
public record Keys(Map<String, String> credential, String connectorId) {

    public boolean areTheConnectors() {
        return credential.isEmpty() && connectorId != null;
    }

    @Override
    public String toString() {
        return "Keys " + credential.keySet();
    }
}
