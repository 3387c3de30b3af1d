package io.perch.connector.function;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.model.PredictOutput.Tensor;
import io.perch.path.JsonPath;
import io.perch.path.PathReport;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One tensor {@code similarity [1]} per document, in the order of the documents, whatever the order of the results.
 *
 * <p>A service that is asked for its {@code top_n} leaves the others out. Every document keeps its place all the same, because
 * clients find a document's score by position: one left out scores 0, or as the lowest that was returned where that is below 0.
 * So it never ranks above a document that the service did return.
 */
final class Scores implements PostProcess {

    private static final String NAME = "similarity";
    private static final String NOT_A_LIST = "Post process function input is not a List.";
    private static final String NOT_OBJECTS = "Post process function input is not a List of Map.";

    /** When nobody knows how many documents there were. */
    private static final int MOST_DOCUMENTS = 10_000;

    private final RerankFunction function;
    private final LastParsed<JsonPath> paths = new LastParsed<>(JsonPath::of);

    Scores(RerankFunction function) {
        this.function = function;
    }

    @Override
    public List<Tensor> tensors(Answer answer) {
        JsonPath path = path(answer);
        Unexpected unexpected = new Unexpected("a list of results, each with index and " + function.score() + ",", path.text());
        JsonNode tree = answer.tree();
        JsonNode results = path.read(tree).orElseThrow(() -> unexpected.nothing(path.explain(tree)));
        if (!results.isArray() || results.isEmpty()) {
            throw unexpected.found(NOT_A_LIST, "", results);
        }
        return tensors(placed(results, answer.documents(), unexpected));
    }

    @Override
    public List<PathReport> paths(Answer answer) {
        return List.of(path(answer).explain(answer.tree()));
    }

    private JsonPath path(Answer answer) {
        return paths.of(answer.parameter(RESPONSE_FILTER).orElse(function.path()));
    }

    private static List<Tensor> tensors(float[] scores) {
        return IntStream.range(0, scores.length)
                .<Tensor>mapToObj(i -> new Tensor.Floats(NAME, new long[] { 1 }, new float[] { scores[i] })).toList();
    }

    private float[] placed(JsonNode results, int documents, Unexpected unexpected) {
        float[] scores = new float[documents < 0 ? highest(results) + 1 : documents];
        boolean[] taken = new boolean[scores.length];
        float lowest = 0;
        for (JsonNode result : results) {
            int index = index(result, scores.length, unexpected);
            if (taken[index]) {
                throw unexpected.found("Two results have the index " + index + ".", "", result);
            }
            taken[index] = true;
            scores[index] = score(result, unexpected);
            lowest = Math.min(lowest, scores[index]);
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] = taken[i] ? scores[i] : lowest;
        }
        return scores;
    }

    private static int highest(JsonNode results) {
        int highest = 0;
        for (JsonNode result : results) {
            highest = Math.max(highest, Math.min(result.path("index").intValue(), MOST_DOCUMENTS - 1));
        }
        return highest;
    }

    private int index(JsonNode result, int documents, Unexpected unexpected) {
        if (!result.isObject()) {
            throw unexpected.found(NOT_OBJECTS, "", result);
        }
        JsonNode index = result.path("index");
        if (index.isMissingNode() || !result.has(function.score())) {
            throw unexpected.found("The rerank result should contain index and " + function.score() + ".", "", result);
        }
        if (!index.isNumber() || index.intValue() != index.doubleValue()) {
            throw unexpected.found("The index of a rerank result should be a whole number.", "", result);
        }
        if (index.intValue() < 0 || index.intValue() >= documents) {
            throw unexpected.found("The index " + index + " is not that of one of the " + documents + " documents.", "", result);
        }
        return index.intValue();
    }

    private float score(JsonNode result, Unexpected unexpected) {
        JsonNode score = result.get(function.score());
        if (!score.isNumber() || !Float.isFinite(score.floatValue())) {
            throw unexpected.found(function.score() + " is not a number.", "", result);
        }
        return score.floatValue();
    }
}
