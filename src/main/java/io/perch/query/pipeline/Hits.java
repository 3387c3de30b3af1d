package io.perch.query.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The hits of an answer of OpenSearch, in their order. */
record Hits(ObjectNode answer, List<Hit> all) {

    private static final String EXT = "ext";
    private static final String HITS = "hits";
    private static final String MAX_SCORE = "max_score";

    static Hits of(ObjectNode answer) {
        List<Hit> all = new ArrayList<>();
        answer.path(HITS).path(HITS).forEach(hit -> all.add(new Hit((ObjectNode) hit)));
        return new Hits(answer, all);
    }

    /** Puts a value beside the hits. */
    void extend(String section, String name, JsonNode value) {
        answer.withObjectProperty(EXT).withObjectProperty(section).set(name, value);
    }

    /** Gives hits their scores, and puts the best first; equals stay in their order. @param scores one for each */
    void rank(float[] scores) {
        List<Integer> order = IntStream.range(0, scores.length).boxed()
                .sorted(Comparator.<Integer>comparingDouble(at -> scores[at]).reversed()).toList();
        ObjectNode outer = (ObjectNode) answer.get(HITS);
        ArrayNode ranked = outer.putArray(HITS);
        order.forEach(at -> ranked.add(all.get(at).node().put(Hit.SCORE, scores[at])));
        outer.put(MAX_SCORE, scores[order.getFirst()]);
    }
}
