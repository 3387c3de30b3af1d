package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.testing.Await;
import io.perch.testing.Behaviours;
import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.Rest;
import io.perch.testing.Servers;
import io.perch.testing.SharedModels;
import io.perch.testing.WithProvider;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many documents at once. */
@QuarkusTest
@WithTestResource(Servers.class)
class BulkTest extends WithProvider {

    private final String index = Ml.name("bulk");

    private static String embed() {
        return Rest.pipeline("{\"text_embedding\": {\"model_id\": \"" + SharedModels.embedding()
                + "\", \"field_map\": {\"t\": \"v\"}}}");
    }

    private String path(String parameters) {
        return "/" + index + "/_bulk?" + parameters;
    }

    private JsonNode stored(String id) {
        return Rest.ok(Rest.get("/" + index + "/_doc/" + id)).get("_source");
    }

    @Test
    void theAnswerIsOpenSearchs() {
        JsonNode answer = Rest.ok(Rest.bulk("/_bulk?refresh=true", """
                {"index":{"_index":"%1$s","_id":"1"}}
                {"t":"hello"}

                {"create":{"_index":"%1$s","_id":"2"}}
                {"t":"world"}
                {"create":{"_index":"%1$s","_id":"2"}}
                {"t":"sun"}
                {"update":{"_index":"%1$s","_id":"1"}}
                {"doc":{"n":1}}
                {"delete":{"_index":"%1$s","_id":"1"}}
                """.formatted(index)));

        assertThat(answer.get("took").asInt()).isNotNegative();
        assertThat(answer.get("errors").asBoolean()).isTrue();
        assertThat(answer.get("items")).extracting(item -> item.fieldNames().next())
                .containsExactly("index", "create", "create", "update", "delete");
        assertThat(answer.get("items")).extracting(item -> item.elements().next().get("status").asInt())
                .containsExactly(201, 201, 409, 200, 200);
        assertThat(answer.at("/items/0/index")).hasSize(9);
        assertThat(answer.at("/items/0/index/forced_refresh").asBoolean()).isTrue();
        assertThat(answer.at("/items/2/create/error/type").asText()).isEqualTo("version_conflict_engine_exception");
    }

    @Test
    void documentsShareModelBatchesAndKeepTheirOrder() {
        int count = 300;
        String lines = IntStream.range(0, count)
                .mapToObj(i -> "{\"index\":{\"_id\":\"" + i + "\"}}\n{\"t\":\"" + words(i) + "\"}\n")
                .collect(Collectors.joining());

        JsonNode answer = Rest.ok(Rest.bulk(path("refresh=true&pipeline=" + embed()), lines));

        assertThat(answer.get("errors").asBoolean()).as(answer.toString()).isFalse();
        assertThat(answer.get("items")).extracting(item -> item.at("/index/_id").asInt())
                .isEqualTo(IntStream.range(0, count).boxed().toList());
        for (int i : new int[] {0, 1, 2, 3, 63, 64, 255, 256, 299}) {
            assertThat(stored(String.valueOf(i)).get("v")).as(words(i)).isEqualTo(vector(words(i)));
        }
    }

    @Test
    void whatIsDoneToOneDocumentIsDoneInItsOrder() {
        CountDownLatch late = new CountDownLatch(1);
        provider.on("/v1/embeddings", Behaviours.after(late, Behaviours.json("""
                {"data": [{"index": 0, "embedding": [1, 2]}]}""")));
        String model = Connectors.model(Connectors.embeddings(provider));
        String pipeline = Rest.pipeline(
                "{\"text_embedding\": {\"model_id\": \"" + model + "\", \"field_map\": {\"t\": \"v\"}}}");
        String first = "{\"index\":{\"_id\":\"same\",\"pipeline\":\"" + pipeline + "\"}}\n{\"t\":\"hello\"}\n";
        String others = IntStream.range(0, 300).mapToObj(i -> "{\"index\":{\"_id\":\"" + i + "\"}}\n{\"n\":" + i + "}\n")
                .collect(Collectors.joining());
        String last = "{\"index\":{\"_id\":\"same\"}}\n{\"t\":\"sun\"}\n";

        CompletableFuture<Response> bulk = CompletableFuture.supplyAsync(() ->
                Rest.bulk(path("refresh=true"), first + others + last));
        Await.until("the model is asked", () -> !provider.asked().isEmpty());
        late.countDown();

        assertThat(Rest.ok(bulk.join()).at("/items/301/index/result").asText()).isEqualTo("updated");
        assertThat(stored("same").get("t").asText()).isEqualTo("sun");
    }

    private static String words(int i) {
        return new String[] {"hello", "hello world", "sun sun sun", "world"}[i % 4];
    }

    private static JsonNode vector(String text) {
        return Rest.json(Ml.predict(SharedModels.embedding(), "{\"text_docs\": [\"" + text + "\"]}"))
                .at("/inference_results/0/output/0/data");
    }

    @Test
    void oneRemoteCallCarriesTheTextsOfSeveralDocuments() {
        provider.on("/v1/embeddings", Behaviours.json("""
                {"data": [{"index": 0, "embedding": [1, 2]}, {"index": 1, "embedding": [3, 4]}]}"""));
        String model = Connectors.model(Connectors.embeddings(provider));
        String pipeline = Rest.pipeline(
                "{\"text_embedding\": {\"model_id\": \"" + model + "\", \"batch_size\": 2, \"field_map\": {\"t\": \"v\"}}}");

        JsonNode answer = Rest.ok(Rest.bulk(path("pipeline=" + pipeline), """
                {"index":{"_id":"a"}}
                {"t":"hello"}
                {"index":{"_id":"b"}}
                {"t":"world"}
                """));

        assertThat(answer.get("errors").asBoolean()).as(answer.toString()).isFalse();
        assertThat(provider.asked()).hasSize(1);
        assertThat(stored("a").get("v").toString()).isEqualTo("[1.0,2.0]");
        assertThat(stored("b").get("v").toString()).isEqualTo("[3.0,4.0]");
    }

    @Test
    void badDocumentsCarryTheirErrorAndTheOthersPass() {
        String pipeline = Rest.pipeline("{\"text_embedding\": {\"model_id\": \"" + SharedModels.embedding()
                + "\", \"field_map\": {\"t\": \"v\"}}}");

        JsonNode answer = Rest.ok(Rest.bulk(path("pipeline=" + pipeline), """
                {"index":{"_id":"1"}}
                {"t":"hello"}
                {"index":{"_id":"2"}}
                {"t":5}
                {"index":{"_id":"3"}}
                {"t":"broken
                {"index":{"_id":"4"}}
                {"t":"damaged"}
                {"index":{"_id":"5","pipeline":"none"}}
                {"t":"hello"}
                {"index":{"_id":"6","pipeline":"_none"}}
                {"t":"hello"}
                {"index":{"_id":"7"}}
                {"t":"world"}
                {"index":{"_index":"perch-model-chunk","_id":"8"}}
                {"t":"world"}
                {"update":{}}
                {"doc":{}}
                {"index":{"_id":"9"}}
                [1]
                """));

        assertThat(answer.get("errors").asBoolean()).isTrue();
        assertThat(answer.get("items")).extracting(item -> item.elements().next().get("status").asInt())
                .containsExactly(201, 400, 400, 500, 400, 201, 201, 403, 400, 400);
        assertThat(answer.at("/items/1/index/error/reason").asText()).contains("neither string nor nested type");
        assertThat(answer.at("/items/2/index/error/code").asText()).isEqualTo("json_malformed");
        assertThat(answer.at("/items/2/index/error/reason").asText()).contains("line [6]");
        assertThat(answer.at("/items/4/index/error/reason").asText()).isEqualTo("pipeline with id [none] does not exist");
        assertThat(stored("1").has("v")).isTrue();
        assertThat(stored("6").has("v")).isFalse();
        assertThat(stored("7").get("v")).isEqualTo(vector("world"));
        assertThat(Rest.get("/" + index + "/_doc/4").statusCode()).isEqualTo(404);
    }

    @Test
    void aDocumentWithoutAnIdGetsOne() {
        JsonNode answer = Rest.ok(Rest.bulk(path("pipeline=" + embed()),
                "{\"index\":{}}\n{\"t\":\"sun\"}\n{\"create\":{}}\n{\"t\":\"sun\"}\n"));

        assertThat(answer.at("/items/0/index/status").asInt()).isEqualTo(201);
        assertThat(stored(answer.at("/items/0/index/_id").asText()).has("v")).isTrue();
        assertThat(stored(answer.at("/items/1/create/_id").asText()).has("v")).isTrue();
    }

    @Test
    void droppedDocumentsAreTold() {
        String pipeline = Rest.pipeline("{\"drop\": {\"if\": \"ctx.t == 'x'\"}}");

        JsonNode answer = Rest.ok(Rest.bulk(path("pipeline=" + pipeline), """
                {"index":{"_id":"1"}}
                {"t":"x"}
                {"index":{"_id":"2"}}
                {"t":"y"}
                """));

        assertThat(answer.at("/items/0/index/result").asText()).isEqualTo("noop");
        assertThat(answer.at("/items/1/index/result").asText()).isEqualTo("created");
        assertThat(answer.get("errors").asBoolean()).isFalse();
    }

    @Test
    void aTextThatIsStoredAsItIsKeepsItsVector() {
        provider.on("/v1/embeddings", Behaviours.json("{\"data\": [{\"index\": 0, \"embedding\": [1, 2]}]}"));
        String model = Connectors.model(Connectors.embeddings(provider));
        String pipeline = Rest.pipeline("{\"text_embedding\": {\"model_id\": \"" + model
                + "\", \"skip_existing\": true, \"field_map\": {\"t\": \"v\"}}}");
        String first = "{\"index\":{\"_id\":\"1\"}}\n{\"t\":\"hello\",\"n\":1}\n";
        Rest.ok(Rest.bulk(path("refresh=true&pipeline=" + pipeline), first));
        provider.on("/v1/embeddings", Behaviours.json("{\"data\": [{\"index\": 0, \"embedding\": [3, 4]}]}"));
        provider.forget();

        Rest.ok(Rest.bulk(path("refresh=true&pipeline=" + pipeline), first.replace("\"n\":1", "\"n\":2")));
        assertThat(provider.asked()).isEmpty();
        assertThat(stored("1").toString()).isEqualTo("{\"t\":\"hello\",\"n\":2,\"v\":[1.0,2.0]}");

        Rest.ok(Rest.bulk(path("refresh=true&pipeline=" + pipeline), first.replace("hello", "sun")));
        assertThat(stored("1").get("v").toString()).isEqualTo("[3.0,4.0]");
    }

    @Test
    void whatIsNoBulkIsRefusedAndNothingIsStored() {
        String good = "{\"index\":{\"_index\":\"" + index + "\",\"_id\":\"1\"}}\n{\"t\":\"x\"}\n";
        refused(good + "{\"a\":1}\n{\"b\":2}\n",
                "Malformed action/metadata line [3], expected one of [create, delete, index, update] but found: [a]");
        refused(good + "{\"index\":{\"colour\":1}}\n{}\n", "Action/metadata line [3] contains an unknown parameter [colour]");
        refused(good + "{\"index\":{}}\n{\"t\":1}", "The bulk request must be terminated by a newline [\\n]");
        refused(good + "{\"index\":{}}\n", "The document of the action in line [3] is missing");
        refused("\n\n", "request body is required");
        refused("not json\n", "Malformed action/metadata line [1]: it is not JSON");

        assertThat(Rest.get("/" + index + "/_doc/1").statusCode()).isEqualTo(404);
    }

    private void refused(String lines, String reason) {
        Response answer = Rest.bulk("/_bulk", lines);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(Rest.json(answer).at("/error/reason").asText()).isEqualTo(reason);
        assertThat(Rest.json(answer).at("/error/code").asText()).isEqualTo("bulk_malformed");
        assertThat(Rest.json(answer).fieldNames()).toIterable().containsExactly("error", "status");
    }

    @Test
    void afterAFaultTheClientKnowsWhatArrived() {
        String lines = IntStream.range(0, 600).mapToObj(i -> i == 500 ? "what is this\n"
                : "{\"index\":{\"_id\":\"" + i + "\"}}\n{\"n\":" + i + "}\n").collect(Collectors.joining());

        Response answer = Rest.bulk(path("refresh=true"), lines);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Rest.json(answer).at("/error/reason").asText())
                .isEqualTo("Malformed action/metadata line [1001]: it is not JSON");
        assertThat(Rest.json(answer).fieldNames()).toIterable().containsExactly("error", "status", "took", "errors", "items");
        assertThat(Rest.json(answer).get("items")).hasSize(500).allSatisfy(item ->
                assertThat(item.at("/index/status").asInt()).isEqualTo(201));
        assertThat(Rest.get("/" + index + "/_doc/499").statusCode()).isEqualTo(200);
        assertThat(Rest.get("/" + index + "/_doc/501").statusCode()).isEqualTo(404);
    }

    @Test
    void aLongAnswerIsWholeTooAndCanBeFiltered() {
        String lines = IntStream.range(0, 12_000).mapToObj(i -> "{\"index\":{\"_id\":\"" + i + "\"}}\n{\"n\":" + i + "}\n")
                .collect(Collectors.joining());

        JsonNode answer = Rest.ok(Rest.bulk(path("refresh=true"), lines));
        JsonNode filtered = Rest.ok(Rest.bulk(path("filter_path=items.*._id,errors"), lines));

        assertThat(answer.get("items")).hasSize(12_000);
        assertThat(answer.get("errors").asBoolean()).isFalse();
        assertThat(answer.at("/items/11999/index/_id").asText()).isEqualTo("11999");
        assertThat(filtered.at("/items/11999").toString()).isEqualTo("{\"index\":{\"_id\":\"11999\"}}");
        assertThat(Rest.json(Rest.get("/" + index + "/_search?size=0&track_total_hits=true")).at("/hits/total/value").asInt())
                .isEqualTo(12_000);
    }

    @Test
    void whatIsLabelledOtherwiseIsRefused() {
        Response answer = io.restassured.RestAssured.given().contentType("text/plain").body("{}\n").post("/_bulk");

        assertThat(answer.statusCode()).isEqualTo(406);
    }
}
