package io.perch.query.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;

/** Changes what was found. */
sealed interface ResponseProcessor permits ResponseInference, ModelRerank, FieldRerank {

    /** Does all that it does, or, when it fails, nothing. @param source what was searched */
    Uni<Void> change(Hits hits, ObjectNode source, SearchRun run);
}
