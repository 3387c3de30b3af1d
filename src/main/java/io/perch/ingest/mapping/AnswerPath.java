package io.perch.ingest.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.path.JsonPath;
import io.perch.path.PathReport;
import java.util.Optional;

/**
 * Which part of a model's answer is wanted: the right side of an {@code output_map}. A trailing {@code .meanPooling()} or
 * {@code .maxPooling()} makes one vector of a list of them.
 */
public final class AnswerPath {

    private final String text;
    private final JsonPath path;
    private final Pooling pooling;

    private AnswerPath(String text, JsonPath path, Pooling pooling) {
        this.text = text;
        this.path = path;
        this.pooling = pooling;
    }

    /** Throws REQUEST_INVALID for what is no JSON path. @param text {@code null} or empty for the whole answer */
    public static AnswerPath of(String text) {
        Pooling pooling = text == null ? Pooling.NONE : Pooling.of(text);
        String rest = text == null ? "" : text.substring(0, text.length() - pooling.suffix().length());
        return new AnswerPath(rest, rest.isBlank() ? null : JsonPath.of(rest), pooling);
    }

    public String text() {
        return text;
    }

    /**
     * What it leads to; empty when there is nothing, or JSON null.
     *
     * @param answer as a predict is answered: {@code {"inference_results": […]}}
     * @param full   whether the path is one of the whole answer; else it is one of the first result's {@code dataAsMap}, and of
     *               numbers there are all, whatever the path
     * Throws OUTPUT_UNEXPECTED when there is no output at all, or nothing that can be pooled.
     */
    public Optional<JsonNode> read(JsonNode answer, boolean full) {
        return (full ? whole(answer) : first(answer)).filter(value -> !value.isNull()).map(pooling::of);
    }

    private Optional<JsonNode> whole(JsonNode answer) {
        return path == null ? Optional.of(answer) : path.read(answer);
    }

    private Optional<JsonNode> first(JsonNode answer) {
        JsonNode tensors = answer.at("/inference_results/0/output");
        if (tensors.isEmpty()) {
            throw new PerchException(ErrorCode.OUTPUT_UNEXPECTED, "Output tensors are null or empty.", null);
        }
        if (tensors.size() == 1) {
            return of(tensors.get(0));
        }
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (JsonNode tensor : tensors) {
            Optional<JsonNode> value = of(tensor);
            if (value.isEmpty()) {
                return value;
            }
            all.add(value.get());
        }
        return Optional.of(all);
    }

    private Optional<JsonNode> of(JsonNode tensor) {
        JsonNode map = tensor.get("dataAsMap");
        if (map == null) {
            return Optional.ofNullable(tensor.has("data") ? tensor.get("data") : tensor.get("result"));
        }
        return path == null ? Optional.of(map) : Optional.ofNullable(map.get(text)).or(() -> path.read(map));
    }

    /** Where it ends, when it leads nowhere. */
    public PerchException missing(JsonNode answer, boolean full) {
        JsonNode root = full ? answer : answer.at("/inference_results/0/output/0/dataAsMap");
        PathReport report = path.explain(root);
        return new PerchException(ErrorCode.OUTPUT_UNEXPECTED, "An unexpected error occurred: model inference output cannot find"
                + " field name: " + text, report.end() + "; " + report.hint());
    }

    @Override
    public String toString() {
        return text + pooling.suffix();
    }
}
