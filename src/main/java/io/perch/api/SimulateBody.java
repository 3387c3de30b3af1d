package io.perch.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Deadline;
import io.perch.base.Fields;
import io.perch.connector.ActionType;
import io.perch.connector.ConnectorDraft;
import io.perch.connector.Simulation.Trial;
import io.perch.model.FunctionName;
import io.perch.model.PredictInput;
import io.perch.predict.json.PredictBody;

/**
 * What a caller wants tried: a stored connector or a draft, an input as a predict takes it, and whether it is to be sent.
 *
 * @param connectorId {@code null}: {@code draft} it is
 */
record SimulateBody(String connectorId, ConnectorDraft draft, Trial trial) {

    /** Throws REQUEST_INVALID with every fault there is. */
    static SimulateBody read(Fields fields, Deadline deadline) {
        Fields content = fields.object("connector");
        if ((content == null) == (fields.string("connector_id") == null)) {
            fields.fault("Give either connector, a draft, or connector_id, of a stored one");
        }
        ConnectorDraft draft = content == null ? null : ConnectorBody.inline(content);
        ObjectNode input = fields.objectNode("input");
        fields.check();
        PredictInput asked = PredictBody.read(FunctionName.REMOTE,
                Fields.of(input == null ? JsonNodeFactory.instance.objectNode() : input));
        String action = fields.string("action_type");
        return new SimulateBody(fields.string("connector_id"), draft, new Trial(
                action == null ? ActionType.PREDICT.name() : action, asked, Boolean.TRUE.equals(fields.bool("send")), deadline));
    }
}
