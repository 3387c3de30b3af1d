package io.perch.query.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;

/** Changes what is searched. */
sealed interface RequestProcessor permits NeuralQueryEnricher, RequestInference {

    /** The source as it goes on; the one that is given stays as it is. */
    Uni<ObjectNode> changed(ObjectNode source, SearchRun run);
}
