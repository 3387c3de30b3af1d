package io.perch.ingest.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.PerchException;
import io.perch.path.JsonPath;
import io.perch.path.PathReport;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where in a document a value is read: a path of dots ({@link FieldPath}) where that leads to something, else a JSON path
 * ({@code chunks[*].text}, with or without {@code $.}). A JSON path is over the fields; over metadata only where it names them.
 */
public final class DocumentPath {

    private static final Pattern OUTSIDE_THE_FIELDS = Pattern.compile(
            "(\\$\\.?)?(\\[['\"])?_(ingest|index|id|routing|version|version_type|if_seq_no|if_primary_term)\\b.*");
    private static final Pattern ONLY_A_JSON_PATH = Pattern.compile("\\$.*|.*[\\[\\]*?@()].*|.*\\.\\..*");

    private final String text;
    private final FieldPath dots;
    private final JsonPath json;

    private DocumentPath(String text, FieldPath dots, JsonPath json) {
        this.text = text;
        this.dots = dots;
        this.json = json;
    }

    /** Throws REQUEST_INVALID for what is no path of either kind. */
    public static DocumentPath of(String text) {
        if (ONLY_A_JSON_PATH.matcher(text).matches()) {
            return new DocumentPath(text, null, JsonPath.of(withoutSource(text)));
        }
        return new DocumentPath(text, FieldPath.of(text), jsonPath(text));
    }

    /** {@code null} for what is none: a name with a blank in it, for example. */
    private static JsonPath jsonPath(String text) {
        try {
            return JsonPath.of(withoutSource(text));
        } catch (PerchException notOne) {
            return null;
        }
    }

    private static String withoutSource(String text) {
        return text.replaceFirst("^(\\$\\.)?" + Document.SOURCE + "\\.", "$1");
    }

    public String text() {
        return text;
    }

    /** Whether it leads to one value at most. */
    public boolean definite() {
        return dots != null || json.definite();
    }

    /**
     * The value; for a path with wildcards all of them in one array, with a JSON null for each that is missing among others.
     * Empty when there is none, or it is JSON null or an empty array.
     */
    public Optional<JsonNode> read(Document document) {
        return any(document).filter(value -> !value.isNull() && !(value.isArray() && value.isEmpty()));
    }

    /** As {@link #read}, but whatever it is. */
    public Optional<JsonNode> any(Document document) {
        return dots(document).or(() -> json == null ? Optional.empty()
                : json.definite() ? json.read(tree(document)) : json.readWithGaps(tree(document)));
    }

    /** What is there and can be changed: no nulls for what is missing. */
    Optional<JsonNode> containers(Document document) {
        return dots(document).or(() -> json == null ? Optional.empty() : json.read(tree(document)));
    }

    /** Whether it leads nowhere because a list on its way is empty. */
    boolean endsInEmptiness(Document document) {
        return json != null && json.endsInEmptiness(tree(document));
    }

    /** For whoever wonders why nothing is found. */
    public PathReport explain(Document document) {
        JsonNode tree = tree(document);
        return dots(document).map(value -> PathReport.of(text, value))
                .orElseGet(() -> json == null ? PathReport.missing(text, tree) : json.explain(tree));
    }

    private Optional<JsonNode> dots(Document document) {
        return dots == null ? Optional.empty() : dots.read(document);
    }

    private JsonNode tree(Document document) {
        return OUTSIDE_THE_FIELDS.matcher(text).matches() ? document.whole() : document.source();
    }
}
