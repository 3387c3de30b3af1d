package io.perch.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.PredictOutput;
import io.perch.model.PredictOutput.Result;
import io.perch.model.PredictOutput.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Remote services answer all texts of a call in one result, which has a tensor for each, and a connector may make several calls.
 * This makes of either what local models answer: one result per text, with floats.
 */
final class OnePerText {

    private OnePerText() {
    }

    /**
     * Throws REQUEST_INVALID when there are no numbers, and REMOTE_ANSWER_UNEXPECTED when there are too many or too few.
     *
     * @param name tensors of this name are meant, if there are any: another ML Commons answers several for each text
     */
    static PredictOutput of(PredictOutput output, String name, int texts) {
        List<Result> results = new ArrayList<>(texts);
        for (Result result : output.results()) {
            boolean named = result.tensors().stream().anyMatch(tensor -> name.equals(tensor.name()));
            result.tensors().stream().filter(tensor -> !named || name.equals(tensor.name()))
                    .forEach(tensor -> results.add(new Result(List.of(floats(tensor)), -1, false, result.status())));
        }
        if (results.size() != texts) {
            throw new PerchException(ErrorCode.REMOTE_ANSWER_UNEXPECTED, "The service answered " + results.size()
                    + " times to " + texts + " texts", "see the connector's pre_process_function and"
                    + " input_docs_processed_step_size: they say how many texts go into one call");
        }
        return new PredictOutput(results);
    }

    private static Tensor floats(Tensor tensor) {
        return switch (tensor) {
            case Tensor.Floats floats -> floats;
            case Tensor.Narrow narrow -> new Tensor.Floats(narrow.name(), narrow.shape(), floats(narrow.data()));
            case Tensor.Written written -> new Tensor.Floats(written.name(), new long[] {written.tensor().path("data").size()},
                    floats(written.tensor().path("data")));
            case Tensor.Json json -> throw unfit();
            case Tensor.Tree tree -> throw unfit();
            case Tensor.Text text -> throw unfit();
            case Tensor.Weights weights -> throw unfit();
            case Tensor.Longs longs -> throw unfit();
        };
    }

    private static float[] floats(int[] narrow) {
        float[] floats = new float[narrow.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = narrow[i];
        }
        return floats;
    }

    private static float[] floats(JsonNode data) {
        float[] floats = new float[data.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = data.get(i).floatValue();
            if (!data.get(i).isNumber() || !Float.isFinite(floats[i])) {
                throw unfit();
            }
        }
        if (floats.length == 0) {
            throw unfit();
        }
        return floats;
    }

    private static PerchException unfit() {
        return new PerchException(ErrorCode.REQUEST_INVALID, "The connector of this model does not answer in numbers for each"
                + " text", "give its predict action a post_process_function, such as connector.post_process.openai.embedding or"
                        + " connector.post_process.cohere.rerank, or use _predict").about("model");
    }
}
