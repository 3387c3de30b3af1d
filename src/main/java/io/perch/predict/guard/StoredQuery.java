package io.perch.predict.guard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A query that is stored in a percolator index to be found by a text. The forms that the field uses for stop words mean nothing
 * but words and phrases, and are looked for in memory; what any other one means, only OpenSearch can tell.
 */
final class StoredQuery {

    /** {@code title: word}, {@code title: "a phrase"}, or without the field. */
    private static final Pattern WORD_OR_PHRASE = Pattern.compile(
            "\\s*(?:([\\w.]+)\\s*:\\s*)?(?:\"([^\"\\\\*?~]+)\"|([\\p{L}\\p{N}_]+))\\s*");
    private static final Set<String> OPERATORS = Set.of("AND", "OR", "NOT", "TO");

    private StoredQuery() {
    }

    /**
     * Words and phrases, any of which the query finds; empty when it is not so simple.
     *
     * @param analyzed fields of which the text is taken apart by the standard analyzer
     */
    static Optional<List<String>> entries(JsonNode query, Set<String> analyzed) {
        if (query.size() != 1) {
            return Optional.empty();
        }
        Map.Entry<String, JsonNode> clause = query.properties().iterator().next();
        return switch (clause.getKey()) {
            case "query_string" -> queryString(clause.getValue(), analyzed);
            case "match" -> field(clause.getValue(), analyzed).map(Tokens::of);
            case "match_phrase" -> field(clause.getValue(), analyzed).map(List::of);
            default -> Optional.empty();
        };
    }

    private static Optional<List<String>> queryString(JsonNode body, Set<String> analyzed) {
        Matcher text = WORD_OR_PHRASE.matcher(body.path("query").asText(""));
        boolean plain = body.propertyStream().map(Map.Entry::getKey).allMatch(Set.of("query", "default_field")::contains);
        if (!plain || !text.matches()) {
            return Optional.empty();
        }
        String field = text.group(1) == null ? body.path("default_field").asText(null) : text.group(1);
        return Stream.of(text.group(2) == null ? text.group(3) : text.group(2))
                .filter(entry -> !OPERATORS.contains(entry) && field != null && analyzed.contains(field))
                .findFirst().map(List::of);
    }

    /** The text that is sought in a field, when nothing else is said of it. */
    private static Optional<String> field(JsonNode body, Set<String> analyzed) {
        if (body.size() != 1) {
            return Optional.empty();
        }
        Map.Entry<String, JsonNode> field = body.properties().iterator().next();
        boolean plain = field.getValue().isObject() && field.getValue().size() == 1;
        JsonNode sought = plain ? field.getValue().path("query") : field.getValue();
        return Optional.of(sought).filter(text -> text.isTextual() && analyzed.contains(field.getKey())).map(JsonNode::textValue);
    }
}
