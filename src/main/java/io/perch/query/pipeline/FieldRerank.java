package io.perch.query.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.ingest.document.FieldPath;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * {@code rerank} with {@code by_field}: a number that is in each hit, perhaps because a model has just put it there, is the hit's
 * score.
 *
 * @param remove whether the field goes then
 * @param keep   whether the score before stays in the source, as {@code previous_score}
 */
record FieldRerank(FieldPath field, boolean remove, boolean keep) implements ResponseProcessor {

    static final String TYPE = "by_field";

    private static final String PREVIOUS = "previous_score";

    @Override
    public Uni<Void> change(Hits hits, ObjectNode source, SearchRun run) {
        return run.think(() -> {
            rank(hits);
            return null;
        });
    }

    void rank(Hits hits) {
        float[] scores = new float[hits.all().size()];
        for (int at = 0; at < scores.length; at++) {
            scores[at] = score(hits.all().get(at), at);
        }
        hits.all().forEach(this::tidy);
        hits.rank(scores);
    }

    private float score(Hit hit, int at) {
        if (!hit.hasSource()) {
            throw refused("There is no source field to be able to perform rerank on hit [" + at + "]");
        }
        JsonNode value = field.read(hit.document()).orElseThrow(() ->
                refused("The field to rerank [" + field.text() + "] is not found at hit [" + at + "]"));
        if (value.isNull()) {
            throw refused("The field to rerank [" + field.text() + "] is found to be null at hit [" + at + "]");
        }
        if (!value.isNumber() || !Float.isFinite(value.floatValue())) {
            throw refused("The field mapping to rerank [" + field.text() + ": " + value + "] is a not Numerical");
        }
        return value.floatValue();
    }

    private void tidy(Hit hit) {
        if (remove) {
            field.remove(hit.document());
            removeEmptyParents(hit);
        }
        if (keep) {
            hit.put(PREVIOUS, hit.score());
        }
    }

    private void removeEmptyParents(Hit hit) {
        List<String> steps = field.steps();
        for (int length = steps.size() - 1; length > 0; length--) {
            FieldPath parent = new FieldPath(field.text(), steps.subList(0, length));
            if (parent.read(hit.document()).filter(value -> value.isObject() && value.isEmpty()).isPresent()) {
                parent.remove(hit.document());
            }
        }
    }

    private static PerchException refused(String reason) {
        return new PerchException(ErrorCode.FIELD_WRONG_KIND, reason, "each hit needs a number there, and its source");
    }
}
