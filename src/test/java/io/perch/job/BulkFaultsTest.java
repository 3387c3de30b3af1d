package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.testing.Behaviours;
import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Rest;
import io.perch.testing.Servers;
import io.perch.testing.SharedModels;
import io.perch.testing.TinyModels;
import io.perch.testing.WithProvider;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong around a bulk: with models, with documents, with OpenSearch. */
@QuarkusTest
@WithTestResource(Servers.class)
class BulkFaultsTest extends WithProvider {

    private static final String ONE_VECTOR = "{\"data\": [{\"index\": 0, \"embedding\": [1, 2]}]}";

    private final String index = Ml.name("bulk");

    @AfterEach
    void isBackForTheNextTest() {
        Servers.openSearch().start().run();
    }

    private String pipeline(String model, String options) {
        return Rest.pipeline("{\"text_embedding\": {\"model_id\": \"" + model + "\", \"field_map\": {\"t\": \"v\"}"
                + options + "}}");
    }

    private static String lines(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "{\"index\":{\"_id\":\"" + i + "\"}}\n{\"t\":\"hello\"}\n")
                .collect(Collectors.joining());
    }

    private Response bulk(String pipeline, String lines) {
        return Rest.bulk("/" + index + "/_bulk?refresh=true&pipeline=" + pipeline, lines);
    }

    private long count() {
        return Rest.json(Rest.get("/" + index + "/_search?size=0&track_total_hits=true")).at("/hits/total/value").asLong();
    }

    @Test
    void aServiceThatIsOverrunIsWaitedFor() {
        provider.on("/v1/embeddings", Behaviours.first(5, Behaviours.status(429, "Retry-After: 0"), Behaviours.json(ONE_VECTOR)));
        String model = Connectors.model(Connectors.embeddings(provider));

        JsonNode answer = Rest.ok(bulk(pipeline(model, ""), lines(0, 20)));

        assertThat(answer.get("errors").asBoolean()).as(answer.toString()).isFalse();
        assertThat(count()).isEqualTo(20);
    }

    @Test
    void notMoreThanSoManyPredictsAtOnce() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch three = new CountDownLatch(3);
        provider.on("/v1/embeddings", (asked, wire) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            three.countDown();
            three.await();
            now.decrementAndGet();
            Behaviours.json("{\"said\": \"ho\"}").answer(asked, wire);
        });
        String model = Connectors.model(Connectors.draft(provider.url("/v1/embeddings"), "{\"p\": \"${parameters.p}\"}", "{}"));
        String pipeline = Rest.pipeline("{\"ml_inference\": {\"model_id\": \"" + model + "\", \"max_prediction_tasks\": 3,"
                + " \"input_map\": [{\"p\": \"t\"}], \"output_map\": [{\"a\": \"said\"}]}}");

        JsonNode answer = Rest.ok(bulk(pipeline, lines(0, 600)));

        assertThat(answer.get("errors").asBoolean()).as(answer.toString()).isFalse();
        assertThat(most.get()).isEqualTo(3);
    }

    @Test
    void oneTextThatAServiceRefusesDoesNotSinkItsBatch() {
        provider.on("/v1/embeddings", (asked, wire) -> {
            int texts = asked.body().split("hello|evil", -1).length - 1;
            String vectors = IntStream.range(0, texts).mapToObj(i -> "{\"index\": " + i + ", \"embedding\": [1, 2]}")
                    .collect(Collectors.joining(", "));
            (asked.body().contains("evil") ? Behaviours.status(400) : Behaviours.json("{\"data\": [" + vectors + "]}"))
                    .answer(asked, wire);
        });
        String model = Connectors.model(Connectors.embeddings(provider));

        JsonNode answer = Rest.ok(bulk(pipeline(model, ", \"batch_size\": 16"),
                lines(0, 7) + "{\"index\":{\"_id\":\"7\"}}\n{\"t\":\"evil\"}\n" + lines(8, 16)));

        assertThat(answer.get("items")).extracting(item -> item.at("/index/status").asInt() == 201)
                .isEqualTo(IntStream.range(0, 16).mapToObj(i -> i != 7).toList());
        assertThat(answer.at("/items/7/index/error/remote/status").asInt()).isEqualTo(400);
        assertThat(count()).isEqualTo(15);
    }

    @Test
    void aModelThatIsUndeployedInTheMiddleComesBack() {
        String model = Ml.deployed(TinyModels.embedding(Packages.folder("bulk-undeploy")));
        String pipeline = pipeline(model, "");

        CompletableFuture<Response> answer = CompletableFuture.supplyAsync(() -> bulk(pipeline, lines(0, 2_000)));
        Ml.post("/models/" + model + "/_undeploy");
        assertThat(Rest.ok(answer.join()).get("items")).allSatisfy(item -> assertThat(item.at("/index/status").asInt())
                .as(item.toString()).isEqualTo(201));
        assertThat(count()).isEqualTo(2_000);
    }

    @Test
    void aModelThatIsDeletedFailsDocumentsWithItsName() {
        String model = Ml.deployed(TinyModels.embedding(Packages.folder("bulk-delete")));
        String pipeline = pipeline(model, "");
        Ml.remove(model);

        JsonNode answer = Rest.ok(bulk(pipeline, lines(0, 3)));

        assertThat(answer.get("items")).allSatisfy(item -> {
            assertThat(item.at("/index/status").asInt()).isEqualTo(404);
            assertThat(item.at("/index/error/reason").asText()).contains(model);
        });
    }

    @Test
    void aPipelineThatChangesWhileABulkRunsDoesSoForTheNext() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        provider.on("/v1/embeddings", (asked, wire) -> {
            reached.countDown();
            goOn.await();
            Behaviours.json(ONE_VECTOR).answer(asked, wire);
        });
        String model = Connectors.model(Connectors.embeddings(provider));
        String id = pipeline(model, "");

        CompletableFuture<Response> answer = CompletableFuture.supplyAsync(() -> bulk(id, lines(0, 1_000)));
        reached.await();
        Rest.ok(Rest.put("/_ingest/pipeline/" + id, "{\"processors\": [{\"fail\": {\"message\": \"new\"}}]}"));
        goOn.countDown();
        assertThat(Rest.ok(answer.join()).get("errors").asBoolean()).isFalse();
        assertThat(Rest.ok(bulk(id, lines(0, 1))).at("/items/0/index/error/reason").asText()).isEqualTo("new");
    }

    @Test
    void openSearchGoesAwayInTheMiddleAndComesBack() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        provider.on("/v1/embeddings", (asked, wire) -> {
            if (asked.body().contains("stop")) {
                reached.countDown();
                goOn.await();
            }
            Behaviours.json(ONE_VECTOR).answer(asked, wire);
        });
        String model = Connectors.model(Connectors.embeddings(provider));
        String id = pipeline(model, "");

        CompletableFuture<Response> answer = CompletableFuture.supplyAsync(() -> bulk(id,
                lines(0, 600) + "{\"create\":{}}\n{\"t\":\"stop\"}\n" + lines(601, 900)));
        reached.await();
        Servers.openSearch().stop().run();
        goOn.countDown();
        Servers.openSearch().start().run();
        JsonNode told = Rest.ok(answer.join());
        assertThat(told.get("errors").asBoolean()).as(told.toString()).isFalse();
        assertThat(count()).isEqualTo(900);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 10_000_000})
    void largeDocumentsPass(int length) {
        String text = "{\"index\":{\"_id\":\"1\"}}\n{\"t\":\"hello\",\"x\":\"" + "x".repeat(length) + "\"}\n";

        JsonNode answer = Rest.ok(bulk(pipeline(SharedModels.embedding(), ""), text));

        assertThat(answer.get("errors").asBoolean()).isFalse();
        assertThat(Rest.ok(Rest.get("/" + index + "/_doc/1")).at("/_source/v")).hasSize(4);
    }

    @Test
    void aDocumentThatIsTooLargeIsToldAndTheOthersPass() {
        JsonNode answer = Rest.ok(bulk(pipeline(SharedModels.embedding(), ""), lines(0, 1)
                + "{\"index\":{\"_id\":\"1\"}}\n{\"t\":\"" + "x".repeat(20 * 1024 * 1024) + "\"}\n" + lines(2, 3)));

        assertThat(answer.get("items")).extracting(item -> item.at("/index/status").asInt()).containsExactly(201, 413, 201);
        assertThat(answer.at("/items/1/index/error/hint").asText()).contains("perch.ingest.max-document-size");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1_001})
    void deepNestingIsBounded(int depth) {
        String deep = "[".repeat(depth) + "]".repeat(depth);

        JsonNode answer = Rest.ok(bulk(pipeline(SharedModels.embedding(), ""),
                "{\"index\":{\"_id\":\"1\"}}\n{\"t\":\"hello\",\"x\":" + deep + "}\n" + lines(2, 3)));

        assertThat(answer.at("/items/1/index/status").asInt()).isEqualTo(201);
        assertThat(answer.at("/items/0/index/status").asInt()).isIn(201, 400);
    }

    @Test
    void arraysOfArraysAreTextsOfNobody() {
        String processor = """
                {"ml_inference": {"function_name": "text_embedding", "model_id": "%s", "model_input": "{\\"text_docs\\": ${input_map.d}}",
                 "input_map": [{"d": "a.*.b"}], "output_map": [{"a.*.v": "$.inference_results.*.output[0].data"}]}}"""
                .formatted(SharedModels.embedding());

        assertThat(Rest.simulated(processor, "{\"a\": [{\"b\": [\"x\"]}, {\"b\": [\"y\"]}]}").at("/error/reason").asText())
                .isEqualTo("Field [text_docs[0]] must be a string, but it is of type [array]");
        assertThat(Rest.simulated(processor, "{\"a\": [{\"b\": \"x\"}, {\"c\": \"y\"}]}").at("/error/reason").asText())
                .isEqualTo("Field [text_docs[1]] must be a string, but it is of type [null]");
    }
}
