package io.perch.connector.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.model.PredictOutput.Tensor;
import io.perch.path.JsonPath;
import io.perch.path.PathReport;
import java.util.ArrayList;
import java.util.List;

/** The tensors of another ML Commons, or another Perch, as they are but for their bytes. */
final class Passthrough implements PostProcess {

    private static final String RESULTS = "inference_results";
    private static final String NAME = "name";
    private static final List<String> KEPT = List.of("data_type", "shape", "data", "result", "dataAsMap");

    private final LastParsed<JsonPath> paths = new LastParsed<>(JsonPath::of);

    @Override
    public List<Tensor> tensors(Answer answer) {
        JsonPath path = path(answer);
        Unexpected unexpected = new Unexpected("an answer of ML Commons", path.text());
        JsonNode tree = answer.tree();
        JsonNode found = path.read(tree).orElseThrow(() -> unexpected.nothing(path.explain(tree)));
        if (!found.isContainerNode()) {
            throw unexpected.found("Post process function input must be a Map or List.", "", found);
        }
        return found.path(RESULTS).isArray() ? taken(found.get(RESULTS), unexpected) : List.of(Response.tensor(found));
    }

    @Override
    public List<PathReport> paths(Answer answer) {
        return List.of(path(answer).explain(answer.tree()));
    }

    private JsonPath path(Answer answer) {
        return paths.of(answer.parameter(RESPONSE_FILTER).orElse("$"));
    }

    private static List<Tensor> taken(JsonNode results, Unexpected unexpected) {
        List<Tensor> tensors = new ArrayList<>();
        for (JsonNode result : results) {
            for (JsonNode tensor : result.path("output")) {
                if (!tensor.isObject()) {
                    throw unexpected.found("A tensor should be an object.", " as tensor", tensor);
                }
                tensors.add(new Tensor.Written(taken(tensor)));
            }
        }
        return tensors;
    }

    private static ObjectNode taken(JsonNode tensor) {
        ObjectNode taken = JsonNodeFactory.instance.objectNode().put(NAME, tensor.path(NAME).asText("output"));
        KEPT.stream().filter(tensor::hasNonNull).forEach(member -> taken.set(member, tensor.get(member)));
        return taken;
    }
}
