package io.perch.query.pipeline;

import java.util.List;

/** What searches go through on their way to OpenSearch, and their answers on the way back. */
public record SearchPipeline(List<Step<RequestProcessor>> request, List<Step<ResponseProcessor>> response) {

    public SearchPipeline {
        request = List.copyOf(request);
        response = List.copyOf(response);
    }
}
