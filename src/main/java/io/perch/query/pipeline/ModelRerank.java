package io.perch.query.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.ingest.asking.Ask;
import io.perch.ingest.asking.Asker.To;
import io.perch.ingest.asking.Size;
import io.perch.ingest.document.DocumentPath;
import io.perch.model.FunctionName;
import io.perch.model.Model;
import io.perch.model.PredictInput;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * {@code rerank} with {@code ml_opensearch}: a model compares each hit with a text, and how near they are is the hit's score.
 *
 * @param fields whose texts, with blanks between them, are the hit for the model
 */
record ModelRerank(String modelId, List<DocumentPath> fields) implements ResponseProcessor {

    static final String TYPE = "ml_opensearch";

    /** Throws REQUEST_INVALID. */
    static void requireFit(Model model) {
        if (model.function() != FunctionName.TEXT_SIMILARITY && model.function() != FunctionName.REMOTE) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "Model " + model.id() + " has the function " + model.function()
                    + ", and rerank needs a TEXT_SIMILARITY or REMOTE model", "name another model");
        }
    }

    @Override
    public Uni<Void> change(Hits hits, ObjectNode source, SearchRun run) {
        return run.think(() -> question(hits, source)).chain(ask -> run.model(modelId).invoke(ModelRerank::requireFit)
                .chain(model -> run.ask(new To(model, Size.ONE, 1, this), List.of(ask)).invoke(() ->
                        hits.rank(Scores.of(ask.answer(), hits.all().size(), model.function().isLocal())))));
    }

    private Ask question(Hits hits, ObjectNode source) {
        return new Ask(new PredictInput.Similarity(RerankQuery.of(source), hits.all().stream().map(this::text).toList()));
    }

    private String text(Hit hit) {
        return fields.stream().map(field -> value(hit, field)).flatMap(Optional::stream).map(ModelRerank::text)
                .collect(Collectors.joining(" "));
    }

    /** What the search has fetched goes before the source. */
    private static Optional<JsonNode> value(Hit hit, DocumentPath field) {
        JsonNode fetched = hit.node().path("fields").path(field.text());
        return fetched.isEmpty() ? field.read(hit.document()) : Optional.of(fetched);
    }

    private static String text(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false).map(ModelRerank::text).collect(Collectors.joining(" "))
                : value.isTextual() ? value.textValue() : value.toString();
    }
}
