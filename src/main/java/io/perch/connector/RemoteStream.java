package io.perch.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.Json;
import io.perch.base.PerchException;
import io.perch.connector.stream.Deltas;
import io.perch.connector.stream.LlmInterface;
import io.perch.connector.template.Parameter;
import io.perch.connector.template.Parameters;
import io.perch.model.Delta;
import io.perch.model.PredictInput;
import io.perch.model.PredictTerms;
import io.smallrye.mutiny.Multi;
import java.util.Arrays;
import java.util.Map;

/** An answer in pieces: asked for as the service's interface wants it, read as it comes, as fast as its reader takes it. */
final class RemoteStream {

    private static final String INTERFACE = "_llm_interface";

    private final ConnectorClient client;
    private final ReadyAction action;
    private final Parameters parameters;
    private final LlmInterface service;

    /** Throws ACTION_MISSING, REQUEST_INVALID for an interface that Perch does not know. */
    RemoteStream(ConnectorClient client, PredictInput input) {
        this.client = client;
        this.action = client.ready().action(ActionType.PREDICT.name());
        this.parameters = Inquiry.parameters(client.ready(), input).with(Map.of("stream", Parameter.ofJson("true")));
        this.service = service();
    }

    private LlmInterface service() {
        String said = parameters.text(INTERFACE);
        String known = Arrays.stream(LlmInterface.values()).map(LlmInterface::wireName).toList().toString();
        if (said != null) {
            return LlmInterface.read(said).orElseThrow(() -> new PerchException(ErrorCode.REQUEST_INVALID,
                    "Unsupported llm interface: " + said, "parameters._llm_interface is one of " + known));
        }
        return LlmInterface.ofPath(action.action().url().split("[?]")[0]).orElseThrow(() -> new PerchException(
                ErrorCode.REQUEST_INVALID, "It is not known how this service streams", "say so in parameters._llm_interface: "
                        + known));
    }

    /** Fails with what {@link ConnectorClient#open} and {@link Deltas} fail with. */
    Multi<Delta> deltas(PredictTerms terms, int maxEvent) {
        Deltas deltas = service.deltas(maxEvent);
        return client.open(action, parameters, this::streaming, terms.deadline())
                .onItem().transformToMulti(stream -> deltas.of(stream.bytes()));
    }

    private RenderedCall streaming(RenderedCall call) {
        return call.at(service::streaming).with(payload(call.payload()));
    }

    private String payload(String payload) {
        JsonNode node = payload == null ? null : Json.read(payload, JsonNode.class);
        return node instanceof ObjectNode object ? service.streaming(object).toString() : payload;
    }
}
