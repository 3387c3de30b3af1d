package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.Json;
import io.perch.testing.Ml;
import io.perch.testing.Refusal;
import io.perch.testing.Rest;
import io.perch.testing.Servers;
import io.perch.testing.SharedModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents one by one, with a pipeline and without, into a real OpenSearch. */
@QuarkusTest
@WithTestResource(Servers.class)
class DocumentTest {

    private static final String EMBED = """
            {"text_embedding": {"model_id": "%s", "field_map": {"title": "vector"}}}""";

    private final String index = Ml.name("docs");

    private static String embed() {
        return Rest.pipeline(EMBED.formatted(SharedModels.embedding()));
    }

    private JsonNode stored(String id) {
        return Rest.ok(Rest.get("/" + index + "/_doc/" + id)).get("_source");
    }

    @Test
    void aDocumentGetsItsVectorOnTheWay() {
        JsonNode answer = Rest.json(Rest.put("/" + index + "/_doc/1?refresh=true&pipeline=" + embed(),
                "{\"title\": \"sun\", \"n\": 1.10}"));

        assertThat(answer).isEqualTo(json("""
                {"_index": "%s", "_id": "1", "_version": 1, "result": "created", "forced_refresh": true,
                 "_shards": {"total": 2, "successful": 1, "failed": 0}, "_seq_no": 0, "_primary_term": 1}""".formatted(index)));
        assertThat(stored("1").get("vector")).hasSize(4);
        assertThat(Rest.get("/" + index + "/_doc/1").asString()).contains("\"n\":1.10");
    }

    @Test
    void withoutAPipelineItGoesAsItIs() {
        String document = "{\"title\":  \"sun\", \"big\": 12345678901234567890.10}";

        assertThat(Rest.put("/" + index + "/_doc/1", document).statusCode()).isEqualTo(201);
        assertThat(Rest.put("/" + index + "/_doc/1", document).statusCode()).isEqualTo(200);

        assertThat(Rest.get("/" + index + "/_doc/1").asString()).contains(document);
    }

    @Test
    void anIdIsMadeForOneThatHasNone() {
        Response answer = Rest.post("/" + index + "/_doc?pipeline=" + embed(), "{\"title\": \"sun\"}");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(stored(answer.path("_id")).has("vector")).isTrue();
    }

    @Test
    void whatIsThereIsNotCreatedAgain() {
        String path = "/" + index + "/_create/1?pipeline=" + embed();

        assertThat(Rest.put(path, "{\"title\": \"sun\"}").statusCode()).isEqualTo(201);
        Response again = Rest.post(path, "{\"title\": \"hello\"}");

        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(Rest.json(again).at("/error/type").asText()).isEqualTo("version_conflict_engine_exception");
        assertThat(stored("1").get("title").asText()).isEqualTo("sun");
    }

    @Test
    void anUpdateSendsWhatMayBecomeADocumentThroughThePipeline() {
        String pipeline = embed();

        Rest.ok(Rest.post("/" + index + "/_update/1?pipeline=" + pipeline,
                "{\"doc\": {\"title\": \"sun\"}, \"doc_as_upsert\": true}"));
        assertThat(stored("1").has("vector")).isTrue();

        Rest.ok(Rest.post("/" + index + "/_update/2?pipeline=" + pipeline,
                "{\"doc\": {\"a\": 1}, \"upsert\": {\"title\": \"hello\"}}"));
        assertThat(stored("2").has("vector")).isTrue();

        Rest.ok(Rest.post("/" + index + "/_update/2?pipeline=" + pipeline, "{\"doc\": {\"a\": 2}}"));
        assertThat(stored("2").get("a").asInt()).isEqualTo(2);
    }

    @Test
    void aDocumentIsDeleted() {
        Rest.put("/" + index + "/_doc/1", "{}");

        assertThat(Rest.json(Rest.delete("/" + index + "/_doc/1")).get("result").asText()).isEqualTo("deleted");
        assertThat(Rest.get("/" + index + "/_doc/1").statusCode()).isEqualTo(404);
    }

    @Test
    void aPipelineMayRouteAndRenameAndDrop() {
        String other = Ml.name("other");
        String pipeline = Rest.pipeline("{\"set\": {\"field\": \"_index\", \"value\": \"" + other + "\"}}",
                "{\"set\": {\"field\": \"_routing\", \"value\": \"{{where}}\"}}",
                "{\"drop\": {\"if\": \"ctx.where == 'nowhere'\"}}");

        JsonNode there = Rest.ok(Rest.put("/" + index + "/_doc/1?pipeline=" + pipeline, "{\"where\": \"a b&c\"}"));
        JsonNode dropped = Rest.ok(Rest.put("/" + index + "/_doc/2?pipeline=" + pipeline, "{\"where\": \"nowhere\"}"));

        assertThat(there.get("_index").asText()).isEqualTo(other);
        assertThat(Rest.ok(Rest.get("/" + other + "/_doc/1?routing=a%20b%26c")).get("_routing").asText()).isEqualTo("a b&c");
        assertThat(dropped.get("result").asText()).isEqualTo("noop");
    }

    @Test
    void aPipelineMayNotSendItWhereCallersMayNotWrite() {
        String pipeline = Rest.pipeline("{\"set\": {\"field\": \"_index\", \"value\": \"perch-model-chunk\"}}");

        Refusal.of(Rest.put("/" + index + "/_doc/1?pipeline=" + pipeline, "{}")).is(403, "security_exception", "index_forbidden");
        Refusal.of(Rest.put("/perch-model-chunk/_doc/1", "{}")).is(403, "security_exception", "index_forbidden");
        Refusal.of(Rest.get("/.tasks/_doc/1")).is(403, "security_exception", "index_forbidden");
    }

    @Test
    void whatFailsIsNotStored() {
        String pipeline = embed();

        Refusal.of(Rest.put("/" + index + "/_doc/1?pipeline=none", "{\"a\": 1}"))
                .is(400, "illegal_argument_exception", "pipeline_unknown").says("pipeline with id [none] does not exist");
        Refusal.of(Rest.put("/" + index + "/_doc/1?pipeline=" + pipeline, "{\"title\": {\"a\": 1}}"))
                .is(400, "illegal_argument_exception", "field_wrong_kind");
        Refusal.of(Rest.put("/" + index + "/_doc/1?pipeline=" + pipeline, "{\"title\": "))
                .is(400, "json_parse_exception", "json_malformed");
        Refusal.of(Rest.put("/" + index + "/_doc/1?pipeline=" + pipeline, "[1]"))
                .is(400, "parsing_exception", "body_not_an_object");
        assertThat(Rest.get("/" + index + "/_doc/1").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/_mapping", "/_settings", "", "/_doc/1/_source", "/_delete_by_query", "/_open"})
    void administrationIsOpenSearchsOwn(String path) {
        Response answer = Rest.get("/" + index + path);

        assertThat(answer.statusCode()).isIn(400, 405);
        assertThat(answer.asString()).contains("no handler found");
    }

    private static JsonNode json(String text) {
        return Json.read(text, JsonNode.class);
    }
}
