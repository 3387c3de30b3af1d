package io.perch.connector.function;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.connector.template.Parameter;
import io.perch.model.PredictOutput.Tensor;
import io.perch.path.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers as bytes, and tensors as callers read them. */
final class Tensors {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Tensors() {
    }

    static String json(List<Tensor> tensors) {
        ArrayNode array = NODES.arrayNode();
        tensors.forEach(tensor -> array.add(json(tensor)));
        return array.toString();
    }

    private static ObjectNode json(Tensor tensor) {
        return switch (tensor) {
            case Tensor.Floats(String name, long[] shape, float[] data) -> {
                ObjectNode node = head(name, "FLOAT32", shape);
                ArrayNode numbers = node.putArray("data");
                for (float number : data) {
                    numbers.add(number);
                }
                yield node;
            }
            case Tensor.Narrow narrow -> {
                ObjectNode node = head(narrow.name(), narrow.type().name(), narrow.shape());
                ArrayNode numbers = node.putArray("data");
                for (int number : narrow.data()) {
                    numbers.add(number);
                }
                yield node;
            }
            case Tensor.Tree tree -> throw new AssertionError("of local models only");
            case Tensor.Json(String name, String dataAsMap) -> {
                ObjectNode node = NODES.objectNode().put("name", name);
                node.set("dataAsMap", JsonText.tree(dataAsMap).orElseThrow());
                yield node;
            }
            case Tensor.Written(ObjectNode written) -> written;
            case Tensor.Longs longs -> throw new AssertionError(longs);
            case Tensor.Text text -> throw new AssertionError(text);
            case Tensor.Weights weights -> throw new AssertionError(weights);
        };
    }

    private static ObjectNode head(String name, String type, long[] shape) {
        ObjectNode node = NODES.objectNode().put("name", name).put("data_type", type);
        ArrayNode sizes = node.putArray("shape");
        for (long size : shape) {
            sizes.add(size);
        }
        return node;
    }

    /** @param parameters name, text, name, text … */
    static Answer answer(String body, String... parameters) {
        return answer(body, Answer.UNKNOWN, parameters);
    }

    static Answer answer(String body, int documents, String... parameters) {
        Map<String, Parameter> known = new HashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            known.put(parameters[i], Parameter.ofText(parameters[i + 1]));
        }
        return new Answer(body.getBytes(StandardCharsets.UTF_8), documents, known::get);
    }
}
