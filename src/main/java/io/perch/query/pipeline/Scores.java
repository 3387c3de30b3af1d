package io.perch.query.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.PredictOutput;
import io.perch.predict.json.OutputJson;
import java.util.ArrayList;
import java.util.List;

/** How near each text is to the one that it was compared with, as models of similarity say it. */
final class Scores {

    private static final String NAME = "similarity";

    private Scores() {
    }

    /** Throws OUTPUT_UNEXPECTED unless there is one for each of {@code texts}. */
    static float[] of(PredictOutput output, int texts, boolean local) {
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode result : OutputJson.tree(output).path("inference_results")) {
            boolean named = false;
            for (JsonNode tensor : result.path("output")) {
                named |= NAME.equals(tensor.path("name").asText());
            }
            for (JsonNode tensor : result.path("output")) {
                if (!named || NAME.equals(tensor.path("name").asText())) {
                    add(tensor, all);
                }
            }
        }
        if (all.size() != texts) {
            throw unexpected("it answered " + all.size() + " scores to " + texts + " texts");
        }
        float[] scores = new float[texts];
        for (int at = 0; at < texts; at++) {
            scores[at] = score(all.get(at), local);
        }
        return scores;
    }

    private static void add(JsonNode tensor, List<JsonNode> all) {
        if (tensor.path("data").isArray()) {
            all.add(tensor.get("data"));
        } else {
            tensor.at("/dataAsMap/response").forEach(all::add);
        }
    }

    /** One number is the score itself; of two classes the second is "relevant", and their difference its log-odds. */
    private static float score(JsonNode said, boolean local) {
        JsonNode first = said.isArray() ? said.path(0) : said;
        if (!first.isNumber() || local && said.size() > 2) {
            throw unexpected("it answered " + said.size() + " numbers for a text, where one or two are a score");
        }
        return local && said.size() == 2 ? said.get(1).floatValue() - first.floatValue() : first.floatValue();
    }

    private static PerchException unexpected(String reason) {
        return new PerchException(ErrorCode.OUTPUT_UNEXPECTED, "The model's answer does not rerank: " + reason,
                "a connector needs a pre- and a post-process function of rerank");
    }
}
