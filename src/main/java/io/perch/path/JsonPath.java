package io.perch.path;

import com.fasterxml.jackson.databind.JsonNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.EvaluationListener;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.internal.function.json.Append;
import com.jayway.jsonpath.internal.function.json.KeySetFunction;
import com.jayway.jsonpath.internal.function.numeric.Average;
import com.jayway.jsonpath.internal.function.numeric.Max;
import com.jayway.jsonpath.internal.function.numeric.Min;
import com.jayway.jsonpath.internal.function.numeric.StandardDeviation;
import com.jayway.jsonpath.internal.function.numeric.Sum;
import com.jayway.jsonpath.internal.function.sequence.First;
import com.jayway.jsonpath.internal.function.sequence.Index;
import com.jayway.jsonpath.internal.function.sequence.Last;
import com.jayway.jsonpath.internal.function.text.Concatenate;
import com.jayway.jsonpath.internal.function.text.Length;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A JSON path in the dialect of Jayway's library, which is ML Commons's: compiled once, immutable, safe for all threads. What is
 * read is part of the value it is read from; what changes a value works on a copy.
 */
// The library makes its functions (length(), sum(), …) by reflection
@RegisterForReflection(targets = { Append.class, KeySetFunction.class, Average.class, Max.class, Min.class,
        StandardDeviation.class, Sum.class, First.class, Index.class, Last.class, Concatenate.class, Length.class })
public final class JsonPath {

    /** Callers may send paths of their own, and a {@code $..*} of a large answer lists each of its values with its path. */
    private static final int MOST_MATCHES = 100_000;

    private static final String EXAMPLE = "write a path such as $.data[*].embedding";

    // Both providers are named, or the library would start json-smart as its default
    private static final Configuration CONFIGURATION = Configuration.builder()
            .jsonProvider(new TreeProvider(JsonText.MAPPER))
            .mappingProvider(new JacksonMappingProvider(JsonText.MAPPER))
            .build();
    private static final Configuration WITH_GAPS = CONFIGURATION.addOptions(Option.DEFAULT_PATH_LEAF_TO_NULL);

    private final String text;
    private final com.jayway.jsonpath.JsonPath path;

    private JsonPath(String text, com.jayway.jsonpath.JsonPath path) {
        this.text = text;
        this.path = path;
    }

    /** Throws REQUEST_INVALID when it is not a path, or compares with a regular expression. */
    public static JsonPath of(String text) {
        if (text == null || text.isBlank()) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "A JSON path is empty", EXAMPLE);
        }
        String unquoted = unquoted(text);
        refuseRegex(text, unquoted);
        if (unquoted.chars().filter(c -> c == '[').count() != unquoted.chars().filter(c -> c == ']').count()) {
            // the library takes $.a[ for $.a
            throw notAPath(text, "a bracket is not closed");
        }
        try {
            return new JsonPath(text, com.jayway.jsonpath.JsonPath.compile(text));
        } catch (InvalidPathException broken) {
            throw notAPath(text, broken.getMessage());
        }
    }

    private static PerchException notAPath(String text, String why) {
        return new PerchException(ErrorCode.REQUEST_INVALID, "'" + text + "' is not a JSON path: " + why, EXAMPLE);
    }

    /** The library runs them without any limit, on text that somebody else wrote. */
    private static void refuseRegex(String text, String unquoted) {
        if (unquoted.contains("=~")) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "'" + text + "' compares with a regular expression (=~), "
                    + "which JSON paths may not here", "compare with == or in, or add a processor of type regex_capture");
        }
    }

    private static String unquoted(String text) {
        StringBuilder unquoted = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0) {
                unquoted.append(c);
                quote = c == '\'' || c == '"' ? c : 0;
            } else if (c == '\\') {
                i++;
            } else if (c == quote) {
                quote = 0;
            }
        }
        return unquoted.toString();
    }

    public String text() {
        return text;
    }

    /** Whether it leads to one value at most. */
    public boolean definite() {
        return path.isDefinite();
    }

    /**
     * The value, or for an indefinite path the array of all values. Empty when there is none. Throws REQUEST_INVALID when there
     * are too many.
     */
    public Optional<JsonNode> read(JsonNode root) {
        return read(root, CONFIGURATION);
    }

    /**
     * As {@link #read}, with a JSON null for each object that lacks the last key of the path: the values of {@code chunks[*].t}
     * stand where their chunks stand.
     */
    public Optional<JsonNode> readWithGaps(JsonNode root) {
        return read(root, WITH_GAPS);
    }

    private Optional<JsonNode> read(JsonNode root, Configuration how) {
        return evaluated(how, configuration -> node(path.<Object>read((Object) root, configuration)))
                .filter(found -> definite() || !found.isArray() || !found.isEmpty());
    }

    /** Whether it leads nowhere because a list or an object on its way is empty, and for no other reason. */
    public boolean endsInEmptiness(JsonNode root) {
        return read(root).isEmpty() && new MissedPath(text, root).endsInEmptiness();
    }

    /** What it leads to, and if nowhere, why. */
    public PathReport explain(JsonNode root) {
        Optional<JsonNode> found = read(root);
        if (found.isEmpty()) {
            return new MissedPath(text, root).report();
        }
        boolean many = !definite() && found.get().isArray();
        JsonNode first = many ? found.get().get(0) : found.get();
        return new PathReport(text, many ? found.get().size() : 1, Excerpt.of(first), text, List.of(), null);
    }

    /** A copy with {@code value} there: a new key when only its object exists. Empty when there is no such place. */
    public Optional<JsonNode> put(JsonNode root, JsonNode value) {
        JsonNode copy = root.deepCopy();
        return evaluated(configuration -> path.<Object>set(copy, value, configuration)).or(() -> create(copy, value))
                .map(done -> copy);
    }

    private Optional<?> create(JsonNode copy, JsonNode value) {
        PathText written = PathText.of(text);
        int last = written.steps().size() - 1;
        if (last < 0 || !(written.steps().get(last) instanceof Step.Key key)) {
            return Optional.empty();
        }
        JsonPath parent = of(written.prefix(last));
        return parent.evaluated(configuration -> parent.path.<Object>put(copy, key.name(), value, configuration));
    }

    /** A copy without what is there. Empty when nothing is. */
    public Optional<JsonNode> remove(JsonNode root) {
        JsonNode copy = root.deepCopy();
        return evaluated(configuration -> path.<Object>delete(copy, configuration)).map(done -> copy);
    }

    /** A copy with every value there changed. Empty when nothing is there. */
    public Optional<JsonNode> change(JsonNode root, UnaryOperator<JsonNode> change) {
        JsonNode copy = root.deepCopy();
        return evaluated(configuration -> path.<Object>map(copy, (value, ignored) -> change.apply(node(value)), configuration))
                .map(done -> copy);
    }

    private <T> Optional<T> evaluated(Function<Configuration, T> evaluation) {
        return evaluated(CONFIGURATION, evaluation);
    }

    private <T> Optional<T> evaluated(Configuration how, Function<Configuration, T> evaluation) {
        Count count = new Count();
        Optional<T> result;
        try {
            result = Optional.ofNullable(evaluation.apply(
                    definite() ? how : how.addEvaluationListeners(count)));
        } catch (JsonPathException | ClassCastException | IllegalArgumentException | UnsupportedOperationException
                | IndexOutOfBoundsException | NullPointerException nothing) {
            // a value of another kind than the path, its filter or its function wants: the library throws whatever it runs into
            return Optional.empty();
        }
        if (count.found > MOST_MATCHES) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, text + " matches more than " + MOST_MATCHES + " values",
                    "write a narrower path");
        }
        return result;
    }

    private static JsonNode node(Object found) {
        return found instanceof JsonNode node ? node : JsonText.node(found);
    }

    private static final class Count implements EvaluationListener {

        private int found;

        @Override
        public EvaluationContinuation resultFound(FoundResult result) {
            return ++found > MOST_MATCHES ? EvaluationContinuation.ABORT : EvaluationContinuation.CONTINUE;
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
