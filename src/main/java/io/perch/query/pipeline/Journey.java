package io.perch.query.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.path.JsonText;
import io.perch.query.Sources;
import io.perch.search.SearchAnswer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Set;
import org.jboss.logging.Logger;

/** One search on its way through a pipeline, there and back. */
final class Journey {

    private static final Logger LOG = Logger.getLogger(Journey.class);
    private static final int OK = 200;
    private static final String EXT = "ext";
    /** Of {@code ext}: for processors. OpenSearch does not know them without the plugins whose processors these were. */
    private static final Set<String> FOR_PROCESSORS = Set.of(RerankQuery.SECTION, ResponseInference.SECTION);

    private final SearchPipeline pipeline;
    private final SearchRun run;
    private ObjectNode source;

    Journey(SearchPipeline pipeline, SearchRun run, ObjectNode source) {
        this.pipeline = pipeline;
        this.run = run;
        this.source = source;
    }

    /** What is to be searched instead. Fails with what a processor fails with. */
    Uni<Buffer> there() {
        Uni<ObjectNode> changed = run.think(() -> {
            LongForm.write(source);
            return source;
        });
        for (Step<RequestProcessor> step : pipeline.request()) {
            changed = changed.chain(before -> step.guarded(before, Uni.createFrom().deferred(() ->
                    step.processor().changed(before, run))));
        }
        return changed.invoke(after -> source = after).chain(after -> run.think(() -> Sources.write(sent(after))));
    }

    private static ObjectNode sent(ObjectNode source) {
        if (!(source.get(EXT) instanceof ObjectNode ext) || FOR_PROCESSORS.stream().noneMatch(ext::has)) {
            return source;
        }
        ObjectNode others = ext.objectNode().setAll(ext);
        others.remove(FOR_PROCESSORS);
        ObjectNode sent = source.objectNode().setAll(source);
        return others.isEmpty() ? sent.without(EXT) : sent.set(EXT, others);
    }

    /** The answer as its caller gets it. An answer that is a refusal stays as it is. */
    Uni<SearchAnswer> back(SearchAnswer answer) {
        if (answer.status() != OK || pipeline.response().isEmpty()) {
            return Uni.createFrom().item(answer);
        }
        SearchRun over = run.over(answer.body().length());
        return over.think(() -> tree(answer.body())).chain(tree -> back(tree, over)
                .chain(() -> over.think(() -> new SearchAnswer(OK, answer.encoding(), JsonText.line(tree)))));
    }

    boolean changesAnswers() {
        return !pipeline.response().isEmpty();
    }

    /** Changes one answer. Fails with what a processor fails with. */
    Uni<Void> back(ObjectNode answer, SearchRun over) {
        Uni<Void> changed = Uni.createFrom().voidItem();
        for (Step<ResponseProcessor> step : pipeline.response()) {
            changed = changed.chain(() -> step.guarded(null, Uni.createFrom().deferred(() -> {
                Hits hits = Hits.of(answer);
                return hits.all().isEmpty() ? Uni.createFrom().voidItem() : step.processor().change(hits, source, over);
            })));
        }
        return changed;
    }

    /** Throws SEARCH_UNAVAILABLE. */
    static ObjectNode tree(Buffer answer) {
        try {
            if (JsonText.exactTree(answer.getBytes()) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException noJson) {
            LOG.debugf(noJson, "Not an answer of OpenSearch");
        }
        throw new PerchException(ErrorCode.SEARCH_UNAVAILABLE, "OpenSearch has answered what is not a JSON object",
                "see what stands between Perch and perch.opensearch.url");
    }
}
