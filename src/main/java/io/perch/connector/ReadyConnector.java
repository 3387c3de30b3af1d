package io.perch.connector;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.template.Defaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A connector with everything read that can be read once. Immutable. */
record ReadyConnector(Connector connector, Defaults defaults, List<ReadyAction> actions) {

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
        return new ReadyConnector(connector, defaults, actions);
    }

    /** The first of this type or name, as the original chooses. */
    Optional<ReadyAction> find(String typeOrName) {
        return actions.stream().filter(action -> action.isA(typeOrName)).findFirst();
    }

    /** Throws ACTION_MISSING. */
    ReadyAction action(String typeOrName) {
        return find(typeOrName).orElseThrow(() -> new PerchException(ErrorCode.ACTION_MISSING,
                "no " + typeOrName + " action found", "the connector has " + actions.stream()
                        .map(action -> action.action().type().name()).distinct().toList()));
    }
}
