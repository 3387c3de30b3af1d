package io.perch.connector.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.model.PredictOutput.Tensor;
import io.perch.path.JsonPath;
import io.perch.path.PathReport;
import java.util.List;

/** A Bedrock batch job, with {@code processedJobArn}: its name as it stands in the URLs that ask for the job. */
final class JobArn implements PostProcess {

    private static final String JOB_ARN = "jobArn";

    private final LastParsed<JsonPath> paths = new LastParsed<>(JsonPath::of);

    @Override
    public List<Tensor> tensors(Answer answer) {
        JsonPath path = path(answer);
        Unexpected unexpected = new Unexpected("an object with " + JOB_ARN, path.text());
        JsonNode tree = answer.tree();
        JsonNode job = path.read(tree).orElseThrow(() -> unexpected.nothing(path.explain(tree)));
        if (!job.isObject()) {
            throw unexpected.found("Post process function input is not a Map.", "", job);
        }
        if (!job.path(JOB_ARN).isTextual()) {
            throw unexpected.found("job arn is missing.", "", job);
        }
        ObjectNode processed = job.deepCopy();
        processed.put("processedJobArn", job.get(JOB_ARN).textValue().replace("/", "%2F"));
        return List.of(new Tensor.Json(Response.NAME, processed.toString()));
    }

    @Override
    public List<PathReport> paths(Answer answer) {
        return List.of(path(answer).explain(answer.tree()));
    }

    private JsonPath path(Answer answer) {
        return paths.of(answer.parameter(RESPONSE_FILTER).orElse("$"));
    }
}
