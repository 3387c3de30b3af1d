package io.perch.ingest.asking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.PredictOutput;
import io.perch.model.PredictOutput.Result;
import io.perch.model.PredictOutput.Tensor;
import io.perch.path.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One answer to many asks, handed out: to each what it would have been answered alone. */
final class Shares {

    private static final String RESPONSE = "response";

    private Shares() {
    }

    /** Throws OUTPUT_UNEXPECTED when the answer has another number of parts than there were texts. */
    static void handOut(Batch batch, PredictOutput answer) {
        if (batch.isOne()) {
            batch.asks().getFirst().answered(answer);
            return;
        }
        int texts = texts(batch);
        if (answer.results().size() == texts) {
            local(batch, answer.results());
        } else {
            remote(batch, tensors(answer, texts), answer.results().getFirst().status());
        }
    }

    /** Whether nothing of the answer need be read for it. */
    static boolean isQuick(Batch batch, PredictOutput answer) {
        return batch.isOne() || answer.results().size() == texts(batch);
    }

    private static int texts(Batch batch) {
        return batch.asks().stream().mapToInt(Ask::texts).sum();
    }

    /** A local model answers each text with a result of its own. */
    private static void local(Batch batch, List<Result> results) {
        int from = 0;
        for (Ask ask : batch.asks()) {
            ask.answered(new PredictOutput(results.subList(from, from + ask.texts())));
            from += ask.texts();
        }
    }

    /** A remote one answers each call, and each text with a tensor. */
    private static void remote(Batch batch, List<Tensor> tensors, Integer status) {
        int from = 0;
        for (Ask ask : batch.asks()) {
            ask.answered(new PredictOutput(List.of(Result.answered(status, tensors.subList(from, from + ask.texts())))));
            from += ask.texts();
        }
    }

    private static List<Tensor> tensors(PredictOutput answer, int texts) {
        List<Tensor> all = new ArrayList<>();
        for (Result result : answer.results()) {
            for (Tensor tensor : result.tensors() == null ? List.<Tensor>of() : result.tensors()) {
                all.addAll(responses(tensor).orElse(List.of(tensor)));
            }
        }
        if (all.size() != texts || answer.results().getFirst().status() == null) {
            throw new PerchException(ErrorCode.OUTPUT_UNEXPECTED, "The model was asked for " + texts + " texts, and answered "
                    + all.size(), null);
        }
        return all;
    }

    /** Sparse vectors come as one list in one tensor. */
    private static Optional<List<Tensor>> responses(Tensor tensor) {
        JsonNode list = switch (tensor) {
            case Tensor.Json json -> JsonText.exactTree(json.dataAsMap()).map(map -> map.get(RESPONSE)).orElse(null);
            case Tensor.Tree tree -> JsonText.node(tree.dataAsMap()).get(RESPONSE);
            case Tensor.Written written -> written.tensor().path("dataAsMap").get(RESPONSE);
            case Tensor.Floats floats -> null;
            case Tensor.Longs longs -> null;
            case Tensor.Text text -> null;
            case Tensor.Weights weights -> null;
            case Tensor.Narrow narrow -> null;
        };
        return list == null || !list.isArray() ? Optional.empty()
                : Optional.of(list.valueStream().map(one -> alone(tensor.name(), one)).toList());
    }

    private static Tensor alone(String name, JsonNode response) {
        ObjectNode tensor = JsonNodeFactory.instance.objectNode();
        if (name != null) {
            tensor.put("name", name);
        }
        tensor.putObject("dataAsMap").putArray(RESPONSE).add(response);
        return new Tensor.Written(tensor);
    }
}
