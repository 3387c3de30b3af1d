package io.perch.ingest.bulk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.ingest.asking.Turn;
import io.perch.predict.PredictService;
import io.perch.predict.Wish;
import io.perch.search.CallersIndices;
import io.perch.search.Encoding;
import io.perch.search.Onwards;
import io.perch.search.Operation;
import io.perch.search.SearchAnswer;
import io.perch.search.SearchCall;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;

/** One document at a time, for a caller who waits for it. */
@ApplicationScoped
public class Documents {

    private final Windows windows;
    private final Onwards onwards;
    private final CallersIndices indices;
    private final PredictService predicts;

    Documents(Windows windows, Onwards onwards, CallersIndices indices, PredictService predicts) {
        this.windows = windows;
        this.onwards = onwards;
        this.indices = indices;
        this.predicts = predicts;
    }

    /**
     * A document that is to be stored.
     *
     * @param verb     index, create or update
     * @param id       {@code null}: one is made
     * @param routing  {@code null} for none
     * @param pipeline {@code null} for none
     * @param query    what else OpenSearch is told, encoded, without the question mark; may be empty
     * @param body     JSON
     */
    public record Write(String verb, String index, String id, String routing, String pipeline, String query, Buffer body) {
    }

    /**
     * What OpenSearch says to it. Fails with INDEX_NAME_INVALID, INDEX_FORBIDDEN, PIPELINE_UNKNOWN, with whatever the pipeline
     * refuses, and as {@link Onwards#send} does.
     */
    public Uni<SearchAnswer> write(Write write, Wish wish) {
        indices.requireWritable(write.index);
        Turn turn = Turn.of(wish, predicts.patience(wish));
        return windows.through(new Entry(0, new BulkAction(write.verb, metadata(write), write.pipeline), write.body, null), turn)
                .chain(passage -> send(passage, write, wish));
    }

    /** A document as it is stored, or its deletion. @param method GET, HEAD or DELETE */
    public Uni<SearchAnswer> ask(HttpMethod method, String index, String id, String query, Wish wish) {
        indices.requireWritable(index);
        return onwards.send(SearchCall.ofCaller(method, path(index, "_doc", id, query), Buffer.buffer()), wish.patience());
    }

    private Uni<SearchAnswer> send(Passage passage, Write write, Wish wish) {
        Operation operation = passage.operation(indices);
        BulkItem end = passage.end();
        if (end.failure() != null) {
            return Uni.createFrom().failure(end.failure());
        }
        return operation == null
                ? Uni.createFrom().item(new SearchAnswer(200, Encoding.JSON, Buffer.buffer(end.noop().toString())))
                : onwards.send(call(operation, write.query), wish.patience());
    }

    private static SearchCall call(Operation operation, String query) {
        ObjectNode metadata = operation.metadata();
        String routing = metadata.path("routing").asText("");
        String all = routing.isEmpty() ? query : query + (query.isEmpty() ? "" : "&") + "routing=" + SearchCall.encoded(routing);
        boolean update = operation.verb().equals("update");
        String route = update ? "_update" : operation.verb().equals("create") ? "_create" : "_doc";
        return SearchCall.ofCaller(update ? HttpMethod.POST : HttpMethod.PUT,
                path(metadata.path("_index").asText(), route, metadata.path("_id").asText(), all), operation.source());
    }

    private static ObjectNode metadata(Write write) {
        return JsonNodeFactory.instance.objectNode()
                .put("_index", write.index).put("_id", write.id).put("routing", write.routing);
    }

    private static String path(String index, String route, String id, String query) {
        return "/" + SearchCall.encoded(index) + "/" + route + "/" + SearchCall.encoded(id)
                + (query.isEmpty() ? "" : "?" + query);
    }

}
