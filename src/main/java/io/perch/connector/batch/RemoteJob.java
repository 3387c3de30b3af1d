package io.perch.connector.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.perch.base.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a service has said of a job, as a task keeps it, with the caller's {@code dlq} beside it (JSON null when there is none).
 *
 * @param members not changed by anybody
 */
public record RemoteJob(ObjectNode members) {

    private static final String DLQ = "dlq";

    /** Members by which calls are steered that are Perch's: a service has no say in these. */
    private static final Set<String> NOT_FROM_A_SERVICE = Set.of(DLQ, "http_body", "charset", "region", "service_name",
            "no_escape_params", "skip_validating_missing_parameters", "response_filter", "input_processors", "output_processors");

    /** @param dlq {@code null} for none */
    public static RemoteJob started(ObjectNode answer, ObjectNode dlq) {
        ObjectNode members = answer.deepCopy();
        members.remove(DLQ);
        return new RemoteJob(members.set(DLQ, dlq));
    }

    /** @param stored what {@link #text} wrote */
    public static RemoteJob read(String stored) {
        return new RemoteJob(Json.read(stored, ObjectNode.class));
    }

    /** The job after its service has said more: each member of the answer replaces the one of the same name. */
    public RemoteJob heard(ObjectNode answer) {
        ObjectNode now = members.deepCopy();
        now.setAll(answer);
        return new RemoteJob(now.set(DLQ, members.get(DLQ)));
    }

    public String text() {
        return members.toString();
    }

    /**
     * What fills the templates of the calls about this job: its members, and its name as each service wants it.
     * {@code TransformJobName} ends a SageMaker ARN; {@code processedJobArn} is a Bedrock ARN as it stands in a url; Cohere says
     * {@code job_id} where it wants {@code id}.
     */
    public Map<String, JsonNode> parameters() {
        Map<String, JsonNode> parameters = new HashMap<>();
        members.properties().stream()
                .filter(member -> !member.getValue().isNull() && !NOT_FROM_A_SERVICE.contains(member.getKey()))
                .forEach(member -> parameters.put(member.getKey(), member.getValue()));
        name(parameters, "TransformJobArn", "TransformJobName", arn -> arn.substring(arn.lastIndexOf('/') + 1));
        name(parameters, "jobArn", "processedJobArn", arn -> arn.replace("/", "%2F"));
        if (!parameters.containsKey("id")) {
            name(parameters, "job_id", "id", UnaryOperator.identity());
        }
        return parameters;
    }

    private static void name(Map<String, JsonNode> parameters, String said, String wanted, UnaryOperator<String> change) {
        JsonNode value = parameters.get(said);
        if (value != null && value.isTextual()) {
            parameters.put(wanted, TextNode.valueOf(change.apply(value.textValue())));
        }
    }
}
