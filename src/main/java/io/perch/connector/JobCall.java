package io.perch.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Deadline;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.call.HttpAnswer;
import io.perch.connector.function.Answer;
import io.perch.connector.template.Parameters;
import io.perch.model.PredictInput;
import io.perch.model.PredictOutput.Tensor;
import io.perch.path.JsonText;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One call about a job, through one version of a connector. */
record JobCall(ConnectorClient client, ReadyAction action, Parameters parameters) {

    private static final int FIRST_REDIRECT = 300;

    /**
     * Throws ACTION_MISSING, and what the action's pre-process function throws.
     *
     * @param said by the caller who wants a job, or by the service that has it
     */
    static JobCall of(ConnectorClient client, ActionType type, Map<String, JsonNode> said) {
        ReadyAction action = client.ready().find(type.name()).orElseThrow(() -> missing(type));
        PredictInput input = new PredictInput.Remote(said, type.name());
        return new JobCall(client, action, new Inquiry(client, action, input).calls().getFirst());
    }

    private static PerchException missing(ActionType type) {
        return new PerchException(ErrorCode.ACTION_MISSING, "no " + type + " action found", "add one to the connector"
                + (type == ActionType.BATCH_PREDICT ? "" : ": only for SageMaker, OpenAI, Cohere and Bedrock it is known without"));
    }

    /** Fails with what is wrong with the call itself, as far as can be known before it is made: see {@link RenderedCall#of}. */
    Uni<Void> check() {
        return client.render(action, parameters).replaceWithVoid();
    }

    /** An accepted answer, of any form. Fails as {@link ConnectorClient#call} does. */
    Uni<HttpAnswer> send(Deadline deadline, long maxBytes) {
        return client.call(action, parameters, deadline, maxBytes);
    }

    /**
     * What the service says of the job. Fails as {@link #send} does, and for an answer that is no JSON object with
     * JOB_NOT_CREATED, or REMOTE_ANSWER_UNEXPECTED when the job is there.
     */
    Uni<ObjectNode> job(Deadline deadline, long maxBytes) {
        return send(deadline, maxBytes).map(this::read);
    }

    private ObjectNode read(HttpAnswer answer) {
        if (answer.status() >= FIRST_REDIRECT || object(answer.body().toString(StandardCharsets.UTF_8)).isEmpty()) {
            throw noJob(answer);
        }
        List<Tensor> tensors = client.told(answer, () -> action.postProcess().tensors(
                new Answer(answer.body().getBytes(), Answer.UNKNOWN, parameters)));
        return tensors.stream().findFirst().flatMap(JobCall::members).orElseThrow(() -> noJob(answer));
    }

    private static Optional<ObjectNode> members(Tensor tensor) {
        return switch (tensor) {
            case Tensor.Json json -> object(json.dataAsMap());
            case Tensor.Written written -> object(written.tensor().path("dataAsMap"));
            case Tensor.Floats floats -> Optional.empty();
            case Tensor.Longs longs -> Optional.empty();
            case Tensor.Narrow narrow -> Optional.empty();
            case Tensor.Text text -> Optional.empty();
            case Tensor.Tree tree -> Optional.empty();
            case Tensor.Weights weights -> Optional.empty();
        };
    }

    private static Optional<ObjectNode> object(String json) {
        return JsonText.container(json).flatMap(JobCall::object);
    }

    private static Optional<ObjectNode> object(JsonNode node) {
        return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    }

    private PerchException noJob(HttpAnswer answer) {
        PerchException why = action.action().type() == ActionType.BATCH_PREDICT
                ? new PerchException(ErrorCode.JOB_NOT_CREATED, "Unable to create batch transform job",
                        "a service that has created a job describes it in a JSON object; see method and url of the action")
                : new PerchException(ErrorCode.REMOTE_ANSWER_UNEXPECTED, "The service describes the job in no JSON object",
                        "see method and url of the connector's action " + action.action().type());
        return why.answered(answer.status(), client.excerpt(answer));
    }
}
