package io.perch.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.PredictOutput;
import io.perch.model.PredictOutput.Result;
import io.perch.model.PredictOutput.Tensor;
import io.perch.predict.json.OutputJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What models answer when they are asked for embeddings: local ones with a result per text, remote ones with a tensor per text or
 * with a list of all of them. Throws REMOTE_ANSWER_UNEXPECTED for everything else.
 */
final class Outputs {

    static final int CHARS_OF_A_NUMBER = 13;

    private static final String VECTOR = "sentence_embedding";

    private Outputs() {
    }

    /** How many numbers there are to be read, about. */
    static long numbers(PredictOutput output) {
        return tensors(output).mapToLong(tensor -> switch (tensor) {
            case Tensor.Floats floats -> floats.data().length;
            case Tensor.Longs longs -> longs.data().length;
            case Tensor.Narrow narrow -> narrow.data().length;
            case Tensor.Weights weights -> weights.values().length;
            case Tensor.Json json -> json.dataAsMap().length() / CHARS_OF_A_NUMBER;
            case Tensor.Written written -> written.tensor().path("data").size();
            case Tensor.Text text -> 1;
            case Tensor.Tree tree -> 1;
        }).sum();
    }

    /** The vectors, each as a JSON array, in the order of the texts. */
    static List<String> vectors(PredictOutput output) {
        // another ML Commons answers several tensors per text
        boolean named = tensors(output).anyMatch(tensor -> VECTOR.equals(tensor.name()));
        List<String> vectors = new ArrayList<>();
        tensors(output).filter(tensor -> !named || VECTOR.equals(tensor.name())).forEach(tensor -> addVectors(tensor, vectors));
        return vectors;
    }

    private static void addVectors(Tensor tensor, List<String> vectors) {
        switch (tensor) {
            case Tensor.Floats floats -> vectors.add(vector(floats));
            case Tensor.Longs longs -> vectors.add(Arrays.toString(longs.data()));
            case Tensor.Narrow narrow -> vectors.add(Arrays.toString(narrow.data()));
            case Tensor.Written written when written.tensor().has("data") -> vectors.add(vector(written.tensor().get("data")));
            case Tensor.Written written -> addVectors(written.tensor().at("/dataAsMap/response"), vectors);
            case Tensor.Json json -> addVectors(response(json), vectors);
            case Tensor.Weights weights -> throw noVectors();
            case Tensor.Text text -> throw noVectors();
            case Tensor.Tree tree -> throw noVectors();
        }
    }

    private static String vector(Tensor.Floats floats) {
        long[] shape = floats.shape();
        if (shape.length == 0 || Arrays.stream(shape, 0, shape.length - 1).anyMatch(size -> size != 1)) {
            throw unexpected("The model answers the shape " + Arrays.toString(shape) + " where one vector per text is wanted",
                    "register it with a pooling_mode other than none");
        }
        return OutputJson.text(floats.data());
    }

    private static void addVectors(JsonNode response, List<String> vectors) {
        if (!response.isArray()) {
            throw noVectors();
        }
        response.forEach(each -> vectors.add(vector(each)));
    }

    private static String vector(JsonNode numbers) {
        boolean fits = numbers.isArray() && !numbers.isEmpty();
        for (JsonNode number : numbers) {
            fits &= number.isNumber();
        }
        if (!fits) {
            throw noVectors();
        }
        return numbers.toString();
    }

    /** Token to weight, in the order of the texts. */
    static List<Map<String, Float>> weights(PredictOutput output) {
        List<Map<String, Float>> weights = new ArrayList<>();
        tensors(output).forEach(tensor -> addWeights(tensor, weights));
        return weights;
    }

    private static void addWeights(Tensor tensor, List<Map<String, Float>> weights) {
        switch (tensor) {
            case Tensor.Weights found -> weights.add(weights(found));
            case Tensor.Json json -> addWeights(response(json), weights);
            case Tensor.Written written -> addWeights(written.tensor().at("/dataAsMap/response"), weights);
            case Tensor.Floats floats -> throw noWeights();
            case Tensor.Longs longs -> throw noWeights();
            case Tensor.Narrow narrow -> throw noWeights();
            case Tensor.Text text -> throw noWeights();
            case Tensor.Tree tree -> throw noWeights();
        }
    }

    private static Map<String, Float> weights(Tensor.Weights found) {
        Map<String, Float> weights = new LinkedHashMap<>();
        for (int at = 0; at < found.keys().length; at++) {
            weights.put(found.keys()[at], found.values()[at]);
        }
        return weights;
    }

    private static void addWeights(JsonNode response, List<Map<String, Float>> weights) {
        if (!response.isArray()) {
            throw noWeights();
        }
        for (JsonNode each : response) {
            Map<String, Float> read = new LinkedHashMap<>();
            each.properties().forEach(token -> read.put(token.getKey(), weight(token.getValue())));
            if (!each.isObject()) {
                throw noWeights();
            }
            weights.add(read);
        }
    }

    private static float weight(JsonNode number) {
        float weight = number.floatValue();
        if (!number.isNumber() || !Float.isFinite(weight)) {
            throw noWeights();
        }
        return weight;
    }

    private static JsonNode response(Tensor.Json json) {
        try {
            return SearchSource.EXACT.readTree(json.dataAsMap()).path("response");
        } catch (JsonProcessingException noJson) {
            return MissingNode.getInstance();
        }
    }

    private static Stream<Tensor> tensors(PredictOutput output) {
        return output.results().stream().map(Result::tensors).filter(Objects::nonNull).flatMap(List::stream);
    }

    private static PerchException noVectors() {
        return unexpected("The remote model response is missing the required 'response' key. Ensure the connector's"
                + " post_process_function returns: {\"response\": [[float, float, ...], ...]}",
                "or take one that is built in, such as connector.post_process.openai.embedding");
    }

    private static PerchException noWeights() {
        return unexpected("The model does not answer with tokens and their weights. Ensure the connector's post_process_function"
                + " returns: {\"response\": [{\"token\": float, ...}, ...]}", null);
    }

    static PerchException unexpected(String reason, String hint) {
        return new PerchException(ErrorCode.REMOTE_ANSWER_UNEXPECTED, reason, hint);
    }
}
