package io.perch.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code neural} on a field of vectors, which becomes k-NN's {@code knn}.
 *
 * @param asked what the model is asked
 * @param rest  of the members of {@code knn}, all but the vector
 */
record NeuralClause(String field, Question asked, ObjectNode rest) implements Clause {

    static final String NAME = "neural";

    private static final String QUERY_TEXT = "query_text";
    private static final String QUERY_IMAGE = "query_image";
    private static final String MODEL_ID = "model_id";
    private static final String K = "k";
    private static final String MIN_SCORE = "min_score";
    private static final String MAX_DISTANCE = "max_distance";
    private static final int USUAL_K = 10;
    /** Known of fields of type semantic only. */
    private static final List<String> SEMANTIC = List.of("query_tokens", "semantic_field_search_analyzer");
    private static final Set<String> MEMBERS = Set.of(QUERY_TEXT, QUERY_IMAGE, MODEL_ID, K, MIN_SCORE, MAX_DISTANCE, "filter",
            "method_parameters", "rescore", "expand_nested_docs", "boost", "_name", SEMANTIC.get(0), SEMANTIC.get(1));

    /** Throws CLAUSE_MALFORMED, and CLAUSE_INVALID with every problem there is. */
    static NeuralClause read(JsonNode body) {
        Members members = Members.of(NAME, body, MEMBERS);
        String text = notBlank(members.text(QUERY_TEXT));
        String image = notBlank(members.text(QUERY_IMAGE));
        String model = notBlank(members.text(MODEL_ID));
        ObjectNode rest = rest(members);
        List<String> problems = problems(text != null || image != null, model != null, members);
        if (!problems.isEmpty()) {
            throw new PerchException(ErrorCode.CLAUSE_INVALID, "Invalid neural query: " + String.join("; ", problems),
                    model == null ? "say in model_id which model embeds the text: Perch has no default model" : null);
        }
        return new NeuralClause(members.field(), Question.dense(model, text, image), rest);
    }

    private static List<String> problems(boolean asks, boolean namesModel, Members members) {
        List<String> problems = new ArrayList<>();
        if (!asks) {
            problems.add("Either query_text or query_image must be provided.");
        }
        if (!namesModel) {
            problems.add("model_id must be provided.");
        }
        if (limits(members) > 1) {
            problems.add("Only one of k, max_distance, or min_score can be provided");
        }
        SEMANTIC.stream().filter(members::has).forEach(name ->
                problems.add(name + " is for fields of type semantic, which Perch does not serve"));
        return problems;
    }

    private static long limits(Members members) {
        return Stream.of(K, MIN_SCORE, MAX_DISTANCE).filter(members::has).count();
    }

    /** Values go on as they are: what they may be, k-NN decides. */
    private static ObjectNode rest(Members members) {
        ObjectNode rest = JsonNodeFactory.instance.objectNode();
        put(rest, K, limits(members) == 0 ? rest.numberNode(USUAL_K) : members.whole(K));
        put(rest, MIN_SCORE, members.number(MIN_SCORE));
        put(rest, MAX_DISTANCE, members.number(MAX_DISTANCE));
        put(rest, "filter", members.object("filter"));
        put(rest, "method_parameters", members.object("method_parameters"));
        put(rest, "rescore", members.value("rescore", value -> value.isObject() || value.isBoolean(),
                "an object, true or false"));
        put(rest, "expand_nested_docs", members.bool("expand_nested_docs"));
        put(rest, "boost", members.number("boost"));
        put(rest, "_name", members.value("_name", JsonNode::isValueNode, "a string"));
        return rest;
    }

    static void put(ObjectNode object, String name, JsonNode value) {
        if (value != null) {
            object.set(name, value);
        }
    }

    private static String notBlank(String text) {
        return text == null || text.isBlank() ? null : text;
    }

    @Override
    public Optional<Question> question() {
        return Optional.of(asked);
    }

    @Override
    public Rewritten rewritten(Embeddings embeddings, int maxTokens) {
        ObjectNode knn = JsonNodeFactory.instance.objectNode();
        ObjectNode members = knn.putObject(field).putRawValue("vector", new RawValue(embeddings.vector(asked)));
        members.setAll(rest);
        return new Rewritten("knn", knn);
    }
}
