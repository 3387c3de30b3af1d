package io.perch.predict.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.model.Delta;
import io.perch.model.PredictInput;
import io.perch.model.PredictOutput;
import io.perch.model.PredictOutput.Tensor;
import io.perch.path.JsonText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Every text that a caller sends or a model answers: all strings and numbers, at any depth. A text with escapes, as JSON inside a
 * text has them, is there as it is and with its escapes resolved.
 */
final class Passages {

    private static final String CONTENT = "content";
    /** Members with names that the protocol gives, of which the values are no text. */
    private static final Set<String> NAMING = Set.of("role", "type");
    private static final Set<String> NAMES = Set.of("system", "developer", "user", "assistant", "tool", "function", "text",
            "image_url", "input_audio", "file", "refusal");

    private Passages() {
    }

    static List<Passage> of(PredictInput input) {
        List<Passage> passages = new ArrayList<>();
        switch (input) {
            case PredictInput.TextDocs texts -> add("text_docs", texts.docs(), passages);
            case PredictInput.Similarity(String query, List<String> docs) -> {
                add("query_text", query, passages);
                add("text_docs", docs, passages);
            }
            case PredictInput.Question(String question, String context) -> {
                add("question", question, passages);
                add("context", context, passages);
            }
            case PredictInput.Remote(var parameters, String action) -> parameters.forEach((name, value) ->
                    each("parameters." + name, value, into(passages)));
            case PredictInput.Chat(ObjectNode body) -> body.properties().stream()
                    .filter(member -> !member.getKey().equals("model"))
                    .forEach(member -> each(member.getKey(), member.getValue(), into(passages)));
        }
        return passages;
    }

    private static BiConsumer<String, JsonNode> into(List<Passage> passages) {
        return (path, value) -> add(path, value.asText(), passages);
    }

    private static void add(String path, List<String> texts, List<Passage> passages) {
        for (int i = 0; i < texts.size(); i++) {
            add(path + "[" + i + "]", texts.get(i), passages);
        }
    }

    /** Numbers of vectors and weights are no text. */
    static List<Passage> of(PredictOutput output) {
        List<Passage> passages = new ArrayList<>();
        for (PredictOutput.Result result : output.results()) {
            if (result.tensors() != null) {
                result.tensors().forEach(tensor -> add(tensor, passages));
            }
        }
        return passages;
    }

    /** Of a piece of an answer, by their paths. Members at the top of an event name it, and say the same in each. */
    static Map<String, String> of(Delta delta) {
        Map<String, String> texts = new HashMap<>();
        if (!delta.content().isEmpty()) {
            texts.put(CONTENT, delta.content());
        }
        if (delta.event() != null) {
            JsonText.tree(delta.event()).ifPresent(event -> each("", event, (path, value) -> {
                String text = value.isTextual() ? value.textValue() : "";
                if ((path.indexOf('.') > 0 || path.indexOf('[') > 0) && !text.isEmpty() && !text.equals(delta.content())) {
                    texts.put(path, text);
                }
            }));
        }
        return texts;
    }

    private static void add(Tensor tensor, List<Passage> passages) {
        switch (tensor) {
            case Tensor.Text text -> add("result", text.result(), passages);
            case Tensor.Json json -> each("", JsonText.tree(json.dataAsMap()).orElseThrow(), into(passages));
            case Tensor.Tree tree -> each("", JsonText.node(tree.dataAsMap()), into(passages));
            case Tensor.Written written -> each("", written.tensor().path("dataAsMap"), into(passages));
            case Tensor.Floats floats -> { }
            case Tensor.Longs longs -> { }
            case Tensor.Narrow narrow -> { }
            case Tensor.Weights weights -> { }
        }
    }

    static void add(String path, String text, List<Passage> passages) {
        if (text != null && !text.isEmpty()) {
            passages.add(new Passage(path, text));
            if (text.indexOf('\\') >= 0) {
                passages.add(new Passage(path, Escapes.resolved(text)));
            }
        }
    }

    /** Strings and numbers with their paths. */
    private static void each(String path, JsonNode node, BiConsumer<String, JsonNode> visit) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                if (!isName(member.getKey(), member.getValue())) {
                    each(path.isEmpty() ? member.getKey() : path + "." + member.getKey(), member.getValue(), visit);
                }
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                each(path + "[" + i + "]", node.get(i), visit);
            }
        } else if (node.isTextual() || node.isNumber()) {
            visit.accept(path, node);
        }
    }

    private static boolean isName(String member, JsonNode value) {
        return NAMING.contains(member) && value.isTextual() && NAMES.contains(value.textValue());
    }
}
