package io.perch.predict.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.PredictOutput;
import io.perch.model.PredictOutput.Result;
import io.perch.model.PredictOutput.Tensor;
import io.perch.path.JsonText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What models answer when they are asked for vectors: local ones with a result per text, remote ones with a tensor per text or
 * with a list of all of them. Throws REMOTE_ANSWER_UNEXPECTED for everything else.
 */
public final class VectorOutput {

    private static final String VECTOR = "sentence_embedding";

    private VectorOutput() {
    }

    /** The vectors, arrays of numbers, in the order of the texts. */
    public static List<JsonNode> vectors(PredictOutput output) {
        // another ML Commons answers several tensors per text
        boolean named = tensors(output).anyMatch(tensor -> VECTOR.equals(tensor.name()));
        List<JsonNode> vectors = new ArrayList<>();
        tensors(output).filter(tensor -> !named || VECTOR.equals(tensor.name())).forEach(tensor -> addVectors(tensor, vectors));
        return vectors;
    }

    private static void addVectors(Tensor tensor, List<JsonNode> vectors) {
        switch (tensor) {
            case Tensor.Floats floats -> vectors.add(vector(floats));
            case Tensor.Longs longs -> vectors.add(JsonText.node(longs.data()));
            case Tensor.Narrow narrow -> vectors.add(JsonText.node(narrow.data()));
            case Tensor.Written written when written.tensor().has("data") ->
                vectors.add(required(written.tensor().get("data"), JsonText::isVector, VectorOutput::noVectors));
            case Tensor.Written written ->
                addAll(written.tensor().at("/dataAsMap/response"), JsonText::isVector, VectorOutput::noVectors, vectors);
            case Tensor.Json json -> addAll(response(json), JsonText::isVector, VectorOutput::noVectors, vectors);
            case Tensor.Weights weights -> throw noVectors();
            case Tensor.Text text -> throw noVectors();
            case Tensor.Tree tree -> throw noVectors();
        }
    }

    private static JsonNode vector(Tensor.Floats floats) {
        long[] shape = floats.shape();
        if (shape.length == 0 || Arrays.stream(shape, 0, shape.length - 1).anyMatch(size -> size != 1)) {
            throw new PerchException(ErrorCode.REMOTE_ANSWER_UNEXPECTED, "The model answers the shape " + Arrays.toString(shape)
                    + " where one vector per text is wanted", "register it with a pooling_mode other than none");
        }
        ArrayNode vector = JsonNodeFactory.instance.arrayNode(floats.data().length);
        for (float number : floats.data()) {
            vector.add(number);
        }
        return vector;
    }

    /** Token to weight, in the order of the texts. */
    public static List<ObjectNode> weights(PredictOutput output) {
        List<JsonNode> weights = new ArrayList<>();
        tensors(output).forEach(tensor -> addWeights(tensor, weights));
        return weights.stream().map(ObjectNode.class::cast).toList();
    }

    private static void addWeights(Tensor tensor, List<JsonNode> weights) {
        switch (tensor) {
            case Tensor.Weights found -> weights.add(weights(found));
            case Tensor.Json json -> addAll(response(json), VectorOutput::isWeights, VectorOutput::noWeights, weights);
            case Tensor.Written written ->
                addAll(written.tensor().at("/dataAsMap/response"), VectorOutput::isWeights, VectorOutput::noWeights, weights);
            case Tensor.Floats floats -> throw noWeights();
            case Tensor.Longs longs -> throw noWeights();
            case Tensor.Narrow narrow -> throw noWeights();
            case Tensor.Text text -> throw noWeights();
            case Tensor.Tree tree -> throw noWeights();
        }
    }

    private static JsonNode weights(Tensor.Weights found) {
        ObjectNode weights = JsonNodeFactory.instance.objectNode();
        for (int at = 0; at < found.keys().length; at++) {
            weights.put(found.keys()[at], found.values()[at]);
        }
        return weights;
    }

    private static boolean isWeights(JsonNode value) {
        return value.isObject()
                && value.valueStream().allMatch(weight -> weight.isNumber() && Float.isFinite(weight.floatValue()));
    }

    private static void addAll(JsonNode response, Predicate<JsonNode> fits, Supplier<PerchException> otherwise, List<JsonNode> all) {
        if (!response.isArray()) {
            throw otherwise.get();
        }
        response.forEach(each -> all.add(required(each, fits, otherwise)));
    }

    private static JsonNode required(JsonNode value, Predicate<JsonNode> fits, Supplier<PerchException> otherwise) {
        if (!fits.test(value)) {
            throw otherwise.get();
        }
        return value;
    }

    private static JsonNode response(Tensor.Json json) {
        // every digit: it may go on into a query
        return JsonText.exactTree(json.dataAsMap()).map(map -> map.path("response")).orElseGet(MissingNode::getInstance);
    }

    private static Stream<Tensor> tensors(PredictOutput output) {
        return output.results().stream().map(Result::tensors)
                .flatMap(tensors -> tensors == null ? Stream.of() : tensors.stream());
    }

    private static PerchException noVectors() {
        return new PerchException(ErrorCode.REMOTE_ANSWER_UNEXPECTED,
                "The remote model response is missing the required 'response' key. Ensure the connector's"
                        + " post_process_function returns: {\"response\": [[float, float, ...], ...]}",
                "or take one that is built in, such as connector.post_process.openai.embedding");
    }

    private static PerchException noWeights() {
        return new PerchException(ErrorCode.REMOTE_ANSWER_UNEXPECTED, "The model does not answer with tokens and their weights."
                + " Ensure the connector's post_process_function returns: {\"response\": [{\"token\": float, ...}, ...]}", null);
    }
}
