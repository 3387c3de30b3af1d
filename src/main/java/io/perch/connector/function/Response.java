package io.perch.connector.function;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.perch.connector.processor.ProcessorChain;
import io.perch.model.PredictOutput.Tensor;
import io.perch.path.JsonPath;
import io.perch.path.JsonText;
import io.perch.path.PathReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The answer as it is, or what the connector makes of it by a script, {@code response_filter} and {@code output_processors}, in
 * this order: one tensor {@code response}. JSON that a script returns is the tensor itself, or a list of tensors.
 */
final class Response implements PostProcess {

    static final String NAME = "response";
    static final String OUTPUT_PROCESSORS = "output_processors";

    private static final String WRAPPED = "{\"" + NAME + "\":";

    private final ScriptText script;
    private final LastParsed<JsonPath> paths = new LastParsed<>(JsonPath::of);
    private final LastParsed<ProcessorChain> chains =
            new LastParsed<>(json -> ProcessorChain.parse(json, OUTPUT_PROCESSORS));

    /** @param script {@code null}: none */
    Response(ScriptText script) {
        this.script = script;
    }

    @Override
    public List<Tensor> tensors(Answer answer) {
        Optional<JsonNode> scripted = scripted(answer);
        Optional<JsonPath> filter = filter(answer);
        Optional<ProcessorChain> chain = answer.parameter(OUTPUT_PROCESSORS).map(chains::of);
        if (scripted.isEmpty() && filter.isEmpty() && chain.isEmpty()) {
            return List.of(raw(answer));
        }
        JsonNode whole = scripted.orElseGet(() -> TextNode.valueOf(answer.text()));
        JsonNode filtered = filter.flatMap(path -> path.read(source(answer, scripted))).orElse(whole);
        JsonNode value = chain.map(processors -> processors.apply(filtered)).orElse(filtered);
        return scripted.isPresent() && json(whole).isPresent() ? written(value) : List.of(tensor(value));
    }

    @Override
    public List<PathReport> paths(Answer answer) {
        return filter(answer).map(path -> List.of(path.explain(source(answer, scripted(answer))))).orElse(List.of());
    }

    private Optional<JsonPath> filter(Answer answer) {
        return answer.parameter(RESPONSE_FILTER).map(paths::of);
    }

    /** What {@code response_filter} looks through. */
    private static JsonNode source(Answer answer, Optional<JsonNode> scripted) {
        return scripted.map(made -> json(made).orElse(made)).orElseGet(answer::tree);
    }

    /** Empty without a script, and when it returns null: the answer stays as it is. */
    private Optional<JsonNode> scripted(Answer answer) {
        return Optional.ofNullable(script).map(known -> known.run(params(answer.tree()), answer.parameters()))
                .map(JavaValues::node);
    }

    private static Map<String, Object> params(JsonNode answer) {
        if (!answer.isContainerNode()) {
            throw new Unexpected("an object or a list, for the script,", "$").found("Unsupported object type.", "", answer);
        }
        JsonNode params = answer.isObject() ? answer : JavaValues.node(Map.of("result", answer));
        return JavaValues.map(params, UnaryOperator.identity());
    }

    /** Neither parsed into a tree nor written again: numbers keep all their digits, and it costs little. */
    private static Tensor raw(Answer answer) {
        String text = answer.text();
        String start = text.stripLeading();
        if (!start.startsWith("{") && !start.startsWith("[")) {
            return plain(text);
        }
        JsonToken first = answer.check();
        return new Tensor.Json(NAME, first == JsonToken.START_OBJECT ? text : WRAPPED + text + '}');
    }

    /** Some services answer a bare number or text, and some of these without quotes. */
    private static Tensor plain(String text) {
        return JsonText.tree(text).map(Response::tensor).orElseGet(() -> {
            if (text.chars().anyMatch(c -> c == '\uFFFD' || Character.isISOControl(c) && !Character.isWhitespace(c))) {
                throw Answer.unreadable("is neither JSON nor text");
            }
            return tensor(TextNode.valueOf(text));
        });
    }

    private static Optional<JsonNode> json(JsonNode value) {
        return value.isTextual() ? JsonText.container(value.textValue()) : Optional.of(value).filter(JsonNode::isContainerNode);
    }

    private static List<Tensor> written(JsonNode value) {
        List<Tensor> tensors = new ArrayList<>();
        JsonNode made = json(value).orElse(value);
        for (JsonNode each : made.isObject() ? List.of(made) : made) {
            if (!(each instanceof ObjectNode tensor)) {
                return List.of(tensor(value));
            }
            tensors.add(new Tensor.Written(tensor));
        }
        return tensors.isEmpty() ? List.of(tensor(value)) : tensors;
    }

    /** An object, or text that is one, stands for itself; everything else is its member {@code response}. */
    static Tensor tensor(JsonNode value) {
        Optional<JsonNode> json = json(value);
        String text = json.isPresent() && value.isTextual() ? value.textValue() : value.toString();
        return new Tensor.Json(NAME, json.filter(JsonNode::isObject).isPresent() ? text : WRAPPED + text + '}');
    }
}
