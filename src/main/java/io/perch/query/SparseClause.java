package io.perch.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code neural_sparse} on a field of rank_features, which becomes a {@code rank_feature} per token.
 *
 * @param asked  what the model is asked; {@code null} when the caller gives the tokens
 * @param tokens by the caller: weight of each; {@code null} when the model is asked
 * @param common {@code boost} and {@code _name}, where given
 */
record SparseClause(String field, Question asked, Map<String, Float> tokens, ObjectNode common) implements Clause {

    static final String NAME = "neural_sparse";

    private static final String QUERY_TEXT = "query_text";
    private static final String QUERY_TOKENS = "query_tokens";
    private static final String MODEL_ID = "model_id";
    private static final String ANALYZER = "analyzer";
    private static final String METHOD_PARAMETERS = "method_parameters";
    private static final Set<String> MEMBERS = Set.of(QUERY_TEXT, QUERY_TOKENS, MODEL_ID, ANALYZER, METHOD_PARAMETERS, "boost",
            "_name", "max_token_score");

    /** Throws CLAUSE_MALFORMED, CLAUSE_INVALID, SEARCH_NOT_SERVED. */
    static SparseClause read(JsonNode body) {
        Members members = Members.of(NAME, body, MEMBERS);
        String text = notEmpty(members, QUERY_TEXT);
        String model = notEmpty(members, MODEL_ID);
        String analyzer = notEmpty(members, ANALYZER);
        if (text == null && !members.has(QUERY_TOKENS)) {
            throw invalid("either query_text field or query_tokens field must be provided for [neural_sparse] query", null);
        }
        if (model != null && analyzer != null) {
            throw invalid("Cannot use both [model_id: " + model + "] and [analyzer: " + analyzer
                    + "] for neural sparse query tokenization", "leave one out");
        }
        members.number("max_token_score");
        refuseSparseVectors(members);
        Map<String, Float> tokens = tokens(members);
        return new SparseClause(members.field(), tokens == null ? asked(members.field(), model, analyzer, text) : null, tokens,
                common(members));
    }

    private static String notEmpty(Members members, String name) {
        String text = members.text(name);
        if (text != null && text.isEmpty()) {
            throw invalid(name + " field can not be empty", null);
        }
        return text;
    }

    private static Question asked(String field, String model, String analyzer, String text) {
        if (model == null) {
            throw new PerchException(ErrorCode.SEARCH_NOT_SERVED, "[neural_sparse] query on [" + field + "] names no model, and"
                    + " Perch has no analyzers, such as [" + (analyzer == null ? "bert-uncased" : analyzer) + "]",
                    "give the model_id of a SPARSE_TOKENIZE model, which is as quick, or of another sparse one, or query_tokens");
        }
        return Question.sparse(model, text);
    }

    private static void refuseSparseVectors(Members members) {
        if (members.has(METHOD_PARAMETERS)) {
            throw new PerchException(ErrorCode.SEARCH_NOT_SERVED, "[neural_sparse] query: [method_parameters] is for fields of"
                    + " type sparse_vector, which Perch does not serve", "leave it out, for a field of type rank_features");
        }
    }

    private static Map<String, Float> tokens(Members members) {
        JsonNode given = members.object(QUERY_TOKENS);
        if (given == null) {
            return null;
        }
        if (given.isEmpty()) {
            throw invalid("query_tokens field can not be empty", null);
        }
        Map<String, Float> tokens = new LinkedHashMap<>();
        given.properties().forEach(token -> tokens.put(token.getKey(), weight(token.getKey(), token.getValue())));
        return tokens;
    }

    private static float weight(String token, JsonNode given) {
        float weight = given.floatValue();
        if (!given.isNumber() || !Float.isFinite(weight) || weight <= 0) {
            throw invalid("[neural_sparse] query: the weight of [" + token + "] must be a number above 0, but it is " + given,
                    null);
        }
        return weight;
    }

    private static ObjectNode common(Members members) {
        ObjectNode common = JsonNodeFactory.instance.objectNode();
        NeuralClause.put(common, "boost", members.number("boost"));
        NeuralClause.put(common, "_name", members.value("_name", JsonNode::isValueNode, "a string"));
        return common;
    }

    private static PerchException invalid(String reason, String hint) {
        return new PerchException(ErrorCode.CLAUSE_INVALID, reason, hint);
    }

    @Override
    public Optional<Question> question() {
        return Optional.ofNullable(asked);
    }

    @Override
    public Rewritten rewritten(Embeddings embeddings, int maxTokens) {
        List<Map.Entry<String, Float>> heaviest = heaviest(asked == null ? tokens : embeddings.tokens(asked), maxTokens);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (!heaviest.isEmpty()) {
            ArrayNode should = body.putArray("should");
            heaviest.forEach(token -> feature(token, should.addObject().putObject("rank_feature")));
            body.put("minimum_should_match", 1);
        }
        body.setAll(common);
        return new Rewritten(heaviest.isEmpty() ? "match_none" : "bool", body);
    }

    private void feature(Map.Entry<String, Float> token, ObjectNode feature) {
        feature.put("field", field + "." + token.getKey()).putObject("linear");
        feature.put("boost", token.getValue());
    }

    /** Without those that cannot be asked for: OpenSearch takes what stands behind the last dot for the token. */
    private static List<Map.Entry<String, Float>> heaviest(Map<String, Float> tokens, int most) {
        return tokens.entrySet().stream()
                .filter(token -> token.getValue() > 0 && !token.getKey().isEmpty() && token.getKey().indexOf('.') < 0)
                .sorted(Map.Entry.<String, Float>comparingByValue().reversed())
                .limit(most)
                .toList();
    }
}
