package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Connectors;
import io.perch.testing.Ingestions;
import io.perch.testing.Ml;
import io.perch.testing.ObjectStand;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.Sql;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Objects of S3 become documents. */
@QuarkusTest
@WithTestResource(Servers.class)
@WithTestResource(ObjectStand.class)
class BatchIngestS3Test {

    private static final String CREDENTIAL = credential(Connectors.KEY);

    private final String index = Ml.name("objects");

    private static String credential(String secret) {
        return ", \"credential\": {\"access_key\": \"%s\", \"secret_key\": \"%s\", \"region\": \"%s\"}"
                .formatted(ObjectStand.ACCESS_KEY, secret, ObjectStand.REGION);
    }

    private String body(String members, String... urls) {
        return Ingestions.body(index, "s3", List.of(urls), members);
    }

    @Test
    void objectsAreReadInPieces() {
        String url = ObjectStand.put("bucket", "results/a b+\u00e4.jsonl", Ingestions.numbers(20_000));

        Response task = Ingestions.done(body(CREDENTIAL, url));

        assertThat(task.<String>path("state")).as(task.asString()).isEqualTo("COMPLETED");
        assertThat(Ingestions.count(index)).isEqualTo(20_000);
        assertThat(Ingestions.stored(index, task.path("task_id") + "-0-20000").toString()).isEqualTo("{\"n\":20000}");
    }

    @Test
    void connectionsThatBreakCostOnePiece() {
        Ingestions.completed(body(CREDENTIAL, ObjectStand.put("broken", "a.jsonl", Ingestions.numbers(20_000))));

        assertThat(Ingestions.count(index)).isEqualTo(20_000);
        assertThat(Ingestions.writes(index)).isEqualTo(20_000);
    }

    @Test
    void severalObjectsAreJoined() {
        Ingestions.completed(body(CREDENTIAL + ", \"field_map\": {\"a\": \"source[0].$.a\", \"b\": \"source[1].$.b\","
                        + " \"_id\": [\"source[0].$.id\", \"source[1].$.id\"]}",
                ObjectStand.put("bucket", "left", "{\"id\":\"x\",\"a\":1}\n"),
                ObjectStand.put("bucket", "right", "{\"id\":\"x\",\"b\":2}\n")));

        assertThat(Ingestions.stored(index, "x").toString()).isEqualTo("{\"a\":1,\"b\":2}");
    }

    @Test
    void theKeysMayBeAConnectors() {
        String connector = Connectors.create(Connectors.signed(
                Connectors.draft("https://runtime.sagemaker.eu-central-1.amazonaws.com/x", "{}", "{}"), "sagemaker"));

        Ingestions.completed(body(", \"connector_id\": \"" + connector + "\"",
                ObjectStand.put("bucket", "by-connector", "{\"n\":1}\n")));

        assertThat(Ingestions.count(index)).isEqualTo(1);
    }

    @Test
    void anEmptyObjectIsNothing() {
        Ingestions.completed(body(CREDENTIAL, ObjectStand.put("bucket", "empty", "")));
    }

    @Test
    void theKeysAreSealedAndNeverShown() {
        Response task = Ingestions.done(body(CREDENTIAL, "s3://telltale/x"));

        Refusal.ofTask(task).is(502, "status_exception", "source_unreadable")
                .says("Cannot read s3://telltale/x", "403", "not with ***");
        assertThat(task.asString()).doesNotContain(Connectors.KEY);
        assertThat(Sql.text("SELECT row_to_json(task)::text FROM task WHERE id = ?", task.<String>path("task_id")))
                .contains("secret_key").doesNotContain(Connectors.KEY);
    }

    @Test
    void theStoreRefuses() {
        ObjectStand.put("bucket", "there", "{}\n");

        Refusal.ofTask(Ingestions.done(body(credential("wrong-secret-key"), "s3://bucket/there")))
                .is(502, "status_exception", "source_unreadable").says("the store answered 403 SignatureDoesNotMatch")
                .advises("s3:GetObject");
        Refusal.ofTask(Ingestions.done(body(CREDENTIAL, "s3://bucket/missing")))
                .is(502, "status_exception", "source_unreadable").says("404 NoSuchKey The specified key does not exist.")
                .advises("bucket and key");
    }

    @Test
    void theObjectChangesMeanwhile() {
        Refusal.ofTask(Ingestions.done(body(CREDENTIAL, ObjectStand.put("changing", "a", "{\"n\":1}\n"))))
                .is(502, "status_exception", "source_unreadable").says("it has changed since it was begun");
    }
}
