package io.perch.ingest.processor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.ingest.processor.FieldMap.Texts;
import java.util.Iterator;
import java.util.List;

/**
 * The vectors that a stored document has already, for texts that have not changed.
 *
 * @param truncatedField where fields are named whose texts were cut; {@code null} for nowhere
 */
record Kept(FieldMap fields, ObjectNode stored, String truncatedField) {

    /**
     * Puts them beside their texts, and takes these out of what is still to be done.
     *
     * @param texts of the new document, in the order of {@link FieldMap#texts}
     */
    void putBack(ObjectNode source, List<Texts> texts) {
        List<Texts> before = fields.texts(stored);
        boolean sameShape = before.size() == texts.size();
        Iterator<Texts> old = before.iterator();
        texts.removeIf(field -> sameShape && putBack(field, old.next()));
    }

    private boolean putBack(Texts field, Texts before) {
        JsonNode vector = before.in().get(before.vector());
        boolean unchanged = field.field().equals(before.field()) && field.list() == before.list()
                && field.texts().equals(before.texts()) && vector != null && vector.isContainerNode() && !vector.isEmpty();
        if (unchanged) {
            field.in().set(field.vector(), vector);
            if (truncatedField != null && before.isNamedIn(truncatedField)) {
                field.nameIn(truncatedField);
            }
        }
        return unchanged;
    }
}
