package io.perch.ingest.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.PerchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where in a document a result is written: {@code title_vector}, or {@code chunks.*.vector} for one place in each chunk. What is
 * before the last dot is looked for as {@link DocumentPath} does; the last key may be new, and objects on a way without wildcards
 * are made.
 */
public final class OutputPath {

    private final String text;
    private final DocumentPath parent;
    private final FieldPath whole;
    private final String leaf;

    private OutputPath(String text, DocumentPath parent, FieldPath whole, String leaf) {
        this.text = text;
        this.parent = parent;
        this.whole = whole;
        this.leaf = leaf;
    }

    /** Throws REQUEST_INVALID for what is no path. */
    public static OutputPath of(String text) {
        int dot = text.lastIndexOf('.');
        if (dot <= 0) {
            return new OutputPath(text, null, FieldPath.of(text), text);
        }
        String before = text.substring(0, dot);
        String leaf = text.substring(dot + 1);
        if (before.equals("$") || before.equals(Document.SOURCE) || before.equals(Document.INGEST)) {
            return new OutputPath(text, null, FieldPath.of(before.equals("$") ? leaf : text), leaf);
        }
        DocumentPath parent = DocumentPath.of(before);
        return new OutputPath(text, parent, dots(text), leaf);
    }

    /** {@code null} when only a JSON path is meant: such a way is not made. */
    private static FieldPath dots(String text) {
        try {
            return text.chars().anyMatch(c -> "$[]*?@()'".indexOf(c) >= 0) ? null : FieldPath.of(text);
        } catch (PerchException notOne) {
            return null;
        }
    }

    public String text() {
        return text;
    }

    /** Whether there is one result for each of the places, however few there are. */
    public boolean forEach() {
        return parent != null && !parent.definite();
    }

    /** The places that the document has now. */
    public Places places(Document document) {
        if (parent == null) {
            return Places.one(new Place.OnTheWay(whole, document));
        }
        Optional<JsonNode> found = parent.containers(document);
        if (found.isEmpty()) {
            return whole == null ? Places.none(parent.endsInEmptiness(document))
                    : Places.one(new Place.OnTheWay(whole, document));
        }
        if (!forEach()) {
            return Places.one(new Place.In(found.get(), leaf, path()));
        }
        List<Place> places = new ArrayList<>();
        found.get().forEach(container -> places.add(new Place.In(container, leaf, path())));
        return Places.each(places);
    }

    /** For messages. */
    private FieldPath path() {
        return new FieldPath(text, List.of(leaf));
    }

    @Override
    public String toString() {
        return text;
    }
}
