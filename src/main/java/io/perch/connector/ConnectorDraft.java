package io.perch.connector;

import io.perch.connector.call.ClientConfig;
import java.util.List;
import java.util.Map;

/**
 * A connector that somebody wants, or what somebody wants changed of one. {@code null} is what he said nothing of.
 *
 * @param id         proposed by the caller
 * @param credential plain values and references, by name: kept no longer than it takes to seal them
 */
public record ConnectorDraft(String id, String name, String version, String description, Protocol protocol,
        Map<String, String> parameters, Map<String, String> credential, List<Action> actions, ClientConfig client) {

    /** Without the values of the credential, which must not get into a log. */
    @Override
    public String toString() {
        return "ConnectorDraft[" + name + ", " + protocol + "]";
    }
}
