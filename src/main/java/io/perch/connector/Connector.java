package io.perch.connector;

import io.perch.connector.call.ClientConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A connector as it stands in the database: an immutable snapshot, safe to keep in memory. Times are epoch milliseconds.
 *
 * @param parameters what its templates are filled with unless a caller says otherwise
 * @param credential by name, each sealed or a reference: nothing here is secret
 * @param inline     belongs to one model, and is no connector of its own
 * @param revision   counts the changes of this row; {@code _version} in answers
 */
public record Connector(String id, String name, String version, String description, Protocol protocol,
        Map<String, String> parameters, Map<String, String> credential, List<Action> actions, ClientConfig client,
        boolean inline, long createdTime, long lastUpdatedTime, long revision) {

    /** The first of this type, as the original chooses. */
    public Optional<Action> action(ActionType type) {
        return actions.stream().filter(action -> action.type() == type).findFirst();
    }
}
