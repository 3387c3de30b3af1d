package io.perch.predict.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Failures;
import io.perch.model.Guardrails.StopWords;
import io.perch.search.OpenSearch;
import io.perch.search.SearchAnswer;
import io.perch.search.SearchCall;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads stop words from an index: of plain documents the source fields, of percolator documents the stored query.
 * Everything fails with {@link Unevaluated} when the index is not there or OpenSearch does not answer.
 */
@ApplicationScoped
class StopWordIndex {

    private static final int NOT_FOUND = 404;
    private static final int PAGE = 5_000;
    private static final String QUERY = "query";
    private static final Set<String> ANALYZERS = Set.of("", "standard");

    private final OpenSearch search;
    private final GuardConfig config;

    StopWordIndex(OpenSearch search, GuardConfig config) {
        this.search = search;
        this.config = config;
    }

    /** Changes whenever a document of the index does, or the index behind an alias. */
    Uni<String> state(String index) {
        return send(index, HttpMethod.GET, "/_stats/docs?level=shards", null).map(StopWordIndex::state);
    }

    private static String state(JsonNode stats) {
        Set<String> shards = new TreeSet<>();
        stats.path("indices").properties().forEach(index -> index.getValue().path("shards").properties().forEach(shard ->
                shard.getValue().forEach(copy -> {
                    if (copy.path("routing").path("primary").asBoolean()) {
                        shards.add(index.getValue().path("uuid").asText() + "/" + shard.getKey() + "/"
                                + copy.path("seq_no").path("max_seq_no").asLong());
                    }
                })));
        return String.join(" ", shards);
    }

    /** @param state from before the words are read, so that a change in between is seen the next time */
    Uni<StopWordList> load(StopWords source, String state) {
        Loading loading = new Loading(source);
        return send(source.index(), HttpMethod.POST, "/_refresh", null)
                .chain(() -> send(source.index(), HttpMethod.GET, "/_mapping", null)).invoke(loading::mapping)
                .chain(() -> send(source.index(), HttpMethod.POST, "/_search?scroll=1m", loading.query().toString()))
                .chain(page -> pages(loading, page))
                .onFailure(Missing.class).transform(missing -> Unevaluated.forNow("its stop words changed while they were read"))
                .map(done -> new StopWordList(state, WordList.of(loading.entries), loading.percolates));
    }

    private Uni<Void> pages(Loading loading, JsonNode page) {
        String scroll = page.path("_scroll_id").asText();
        int hits = loading.page(page);
        if (loading.documents > config.maxStopWords()) {
            return end(scroll).chain(() -> Uni.createFrom().failure(Unevaluated.broken("the index " + loading.source.index() + " has"
                    + " more than " + config.maxStopWords() + " documents", "shorten it, or raise perch.guard.max-stop-words")));
        }
        return hits < PAGE ? end(scroll) : send("/_search/scroll", HttpMethod.POST,
                JsonNodeFactory.instance.objectNode().put("scroll", "1m").put("scroll_id", scroll).toString())
                        .chain(next -> pages(loading, next));
    }

    private Uni<Void> end(String scroll) {
        String body = JsonNodeFactory.instance.objectNode().put("scroll_id", scroll).toString();
        return send("/_search/scroll", HttpMethod.DELETE, body)
                .onFailure().recoverWithNull().replaceWithVoid();
    }

    /** Whether a stored query finds one of the texts. */
    Uni<Boolean> percolates(StopWords source, List<String> texts) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("size", 0).put("terminate_after", 1);
        ArrayNode documents = body.putObject(QUERY).putObject("percolate").put("field", QUERY).putArray("documents");
        for (String text : texts) {
            ObjectNode document = documents.addObject();
            source.fields().forEach(field -> document.put(field, text));
        }
        return send(source.index(), HttpMethod.POST, "/_search", body.toString())
                .map(found -> found.path("hits").path("total").path("value").asLong() > 0);
    }

    private Uni<JsonNode> send(String index, HttpMethod method, String route, String body) {
        return send("/" + SearchCall.encoded(index) + route, method, body)
                .onFailure(Missing.class).transform(missing -> Unevaluated.broken("the index " + index + " with its stop words is not"
                        + " there", "make it, or change the guardrails of the model"));
    }

    private Uni<JsonNode> send(String path, HttpMethod method, String body) {
        SearchCall call = body == null ? SearchCall.json(method, path) : SearchCall.json(method, path, body);
        return search.send(call.accepting(NOT_FOUND), Duration.ZERO)
                .ifNoItem().after(config.stopWordsTimeout()).fail()
                .onFailure().transform(failure -> Unevaluated.forNow("its stop words cannot be read: " + Failures.words(failure)))
                .map(StopWordIndex::body);
    }

    private static JsonNode body(SearchAnswer answer) {
        if (!answer.found()) {
            throw new Missing();
        }
        return answer.tree();
    }

    private static final class Missing extends RuntimeException {

        private Missing() {
            super("not found", null, false, false);
        }
    }

    /** Words as they come in, page by page. */
    private static final class Loading {

        private final StopWords source;
        private final List<String> entries = new ArrayList<>();
        private final Set<String> analyzed = new HashSet<>();
        private boolean stored;
        private boolean percolates;
        private int documents;

        private Loading(StopWords source) {
            this.source = source;
        }

        private void mapping(JsonNode mappings) {
            analyzed.addAll(source.fields());
            for (JsonNode index : mappings) {
                JsonNode fields = index.path("mappings").path("properties");
                stored |= fields.path(QUERY).path("type").asText().equals("percolator");
                analyzed.removeIf(field -> !fields.path(field).path("type").asText().equals("text")
                        || !ANALYZERS.contains(fields.path(field).path("analyzer").asText("")));
            }
        }

        private ObjectNode query() {
            ObjectNode query = JsonNodeFactory.instance.objectNode().put("size", PAGE);
            query.putArray("sort").add("_doc");
            ArrayNode fields = query.putArray("_source");
            source.fields().forEach(fields::add);
            fields.add(QUERY);
            return query;
        }

        private int page(JsonNode page) {
            JsonNode hits = page.path("hits").path("hits");
            hits.forEach(hit -> document(hit.path("_source")));
            documents += hits.size();
            return hits.size();
        }

        private void document(JsonNode document) {
            source.fields().forEach(field -> texts(document.at("/" + field.replace(".", "/"))));
            JsonNode query = document.path(QUERY);
            if (stored && query.isObject()) {
                Optional<List<String>> simple = StoredQuery.entries(query, analyzed);
                simple.ifPresent(entries::addAll);
                percolates |= simple.isEmpty();
            }
        }

        private void texts(JsonNode value) {
            if (value.isArray()) {
                value.forEach(this::texts);
            } else if (value.isValueNode() && !value.isNull()) {
                entries.add(value.asText());
            }
        }
    }
}
