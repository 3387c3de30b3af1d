package io.perch.connector;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.chat.ChatAction;
import io.perch.connector.chat.ChatService;
import io.perch.connector.template.Defaults;
import io.perch.connector.template.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A connector with everything read that can be read once. Immutable.
 *
 * @param derived actions that it does not write out, see {@link JobActions}
 */
record ReadyConnector(Connector connector, Defaults defaults, List<ReadyAction> actions, List<ReadyAction> derived) {

    /** Of one that was checked before it was stored. */
    static ReadyConnector of(Connector connector) {
        List<String> faults = new ArrayList<>();
        ReadyConnector ready = of(connector, faults);
        if (!faults.isEmpty()) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "Connector " + connector.id() + " cannot be read: "
                    + String.join("; ", faults), "PUT /_plugins/_ml/connectors/" + connector.id() + " mends it");
        }
        return ready;
    }

    /** @param faults receives what cannot be read; such a connector is of no use */
    static ReadyConnector of(Connector connector, List<String> faults) {
        Defaults defaults = Defaults.NONE;
        try {
            defaults = Defaults.of(connector.parameters());
        } catch (PerchException circle) {
            faults.add(circle.reason());
        }
        List<ReadyAction> actions = connector.actions().stream().map(action -> ReadyAction.of(action, faults)).toList();
        // what is wrong with these is wrong with the action that they come from
        List<ReadyAction> derived = JobActions.derived(connector).stream()
                .map(action -> ReadyAction.of(action, new ArrayList<>())).toList();
        return new ReadyConnector(connector, defaults, actions, derived);
    }

    /** The first of this type or name, as the original chooses; one that is written out goes before one that is not. */
    Optional<ReadyAction> find(String typeOrName) {
        return all().filter(action -> action.isA(typeOrName)).findFirst();
    }

    Stream<ReadyAction> all() {
        return Stream.concat(actions.stream(), derived.stream());
    }

    /** How its service wants a chat. Throws ACTION_MISSING, REQUEST_INVALID when that cannot be told. */
    ChatService chatService() {
        ReadyAction action = action(ActionType.PREDICT.name());
        return ChatService.of(new ChatAction(action.action().url(), action.action().requestBody(),
                action.body() == null ? null : action.body().names(), Parameters.of(defaults, Map.of())::text));
    }

    /** Throws ACTION_MISSING. */
    ReadyAction action(String typeOrName) {
        return find(typeOrName).orElseThrow(() -> new PerchException(ErrorCode.ACTION_MISSING,
                "no " + typeOrName + " action found", "the connector has " + actions.stream()
                        .map(action -> action.action().type().name()).distinct().toList()));
    }
}
