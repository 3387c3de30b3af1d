package io.perch.predict;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.model.PredictInput;
import io.perch.model.PredictOutput;
import io.perch.model.PredictOutput.Tensor;
import java.util.Collection;
import java.util.List;

/** Whether a request or an answer is so small that a look at all of it takes but a moment. */
final class Bulk {

    /** Characters, and as many for each member and each number. */
    private static final int SMALL = 16_384;
    private static final int OF_A_NODE = 16;

    private int left = SMALL;

    private Bulk() {
    }

    static boolean isSmall(PredictInput input) {
        Bulk bulk = new Bulk();
        return switch (input) {
            case PredictInput.TextDocs texts -> bulk.takes(texts.docs());
            case PredictInput.Similarity(String query, List<String> docs) -> bulk.takes(query) && bulk.takes(docs);
            case PredictInput.Question(String question, String context) -> bulk.takes(question) && bulk.takes(context);
            case PredictInput.Remote(var parameters, String action) -> parameters.values().stream().allMatch(bulk::takes);
            case PredictInput.Chat(var body) -> bulk.takes(body);
        };
    }

    static boolean isSmall(PredictOutput output) {
        Bulk bulk = new Bulk();
        return output.results().stream().allMatch(result -> result.tensors() == null
                || result.tensors().stream().allMatch(tensor -> bulk.takes(chars(tensor))));
    }

    private static int chars(Tensor tensor) {
        return switch (tensor) {
            case Tensor.Floats floats -> OF_A_NODE * floats.data().length;
            case Tensor.Longs longs -> OF_A_NODE * longs.data().length;
            case Tensor.Narrow narrow -> OF_A_NODE * narrow.data().length;
            case Tensor.Weights weights -> 2 * OF_A_NODE * weights.keys().length;
            case Tensor.Text text -> text.result().length();
            case Tensor.Json json -> json.dataAsMap().length();
            // of whatever size: nobody counts them before
            case Tensor.Tree tree -> SMALL + 1;
            case Tensor.Written written -> SMALL + 1;
        };
    }

    private boolean takes(Collection<String> texts) {
        return texts.stream().allMatch(this::takes);
    }

    private boolean takes(String text) {
        return takes(OF_A_NODE + (text == null ? 0 : text.length()));
    }

    private boolean takes(JsonNode node) {
        if (!takes(OF_A_NODE + (node.isTextual() ? node.textValue().length() : 0))) {
            return false;
        }
        for (JsonNode child : node) {
            if (!takes(child)) {
                return false;
            }
        }
        return true;
    }

    private boolean takes(int chars) {
        left -= chars;
        return left >= 0;
    }
}
