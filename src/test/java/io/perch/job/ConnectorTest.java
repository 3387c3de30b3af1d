package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.AtOnce;
import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.Shape;
import io.perch.testing.WithProvider;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** C1 to C4: connectors made, read, changed, deleted. */
@QuarkusTest
@WithTestResource(Servers.class)
class ConnectorTest extends WithProvider {

    @Test
    void itIsShownAsItWasMadeWithoutItsCredential() {
        String id = Connectors.create(Connectors.embeddings(provider));

        Response shown = Ml.get("/connectors/" + id);

        assertThat(Shape.of(shown)).containsExactly("name", "version", "protocol", "parameters", "actions", "created_time",
                "last_updated_time");
        assertThat(Shape.of(shown, "/actions/0")).containsExactly("action_type", "method", "url", "headers", "request_body",
                "pre_process_function", "post_process_function");
        assertThat(shown.<String>path("actions[0].action_type")).isEqualTo("PREDICT");
        assertThat(shown.<String>path("actions[0].headers.Authorization")).isEqualTo("Bearer ${credential.key}");
        assertThat(shown.asString()).doesNotContain(Connectors.KEY);
    }

    @Test
    void whatIsNoTextAmongItsParametersIsShownAsItsText() {
        String id = Connectors.create(Connectors.draft(provider.url("/x"), "{\"a\": ${parameters.a}}",
                "{\"a\": {\"b\": [1, 2.50]}, \"n\": 7, \"nothing\": null}"));

        Response shown = Ml.get("/connectors/" + id);

        assertThat(shown.<String>path("parameters.a")).isEqualTo("{\"b\":[1,2.5]}");
        assertThat(shown.<String>path("parameters.n")).isEqualTo("7");
        assertThat(Shape.of(shown, "/parameters")).doesNotContain("nothing");
    }

    @Test
    void aVersionMayBeANumberAndAnIdMayBeProposed() {
        String proposed = Ml.name("my-connector");
        String draft = Ml.with("\"connector_id\": \"" + proposed + "\"", Connectors.chat(provider)
                .replace("\"version\":\"1\"", "\"version\":1"));

        assertThat(Connectors.create(draft)).isEqualTo(proposed);

        assertThat(Ml.get("/connectors/" + proposed).<String>path("version")).isEqualTo("1");
        Refusal.of(Ml.post("/connectors/_create", draft)).is(409, "status_exception", "id_taken")
                .says("connector id '" + proposed + "' already exists");
    }

    @Test
    void parametersAreMergedAndEverythingElseReplaced() {
        String id = Connectors.create(Connectors.draft(provider.url("/x"), "{\"a\": \"${parameters.a}\"}",
                "{\"a\": \"1\", \"b\": \"2\"}"));

        Response changed = Ml.put("/connectors/" + id, """
                {"description": "better", "version": 2, "parameters": {"b": "3", "c": "4"},
                 "client_config": {"max_connection": 5, "retry_backoff_policy": "EXPONENTIAL_FULL_JITTER"}}""");

        assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
        assertThat(changed.<String>path("_index")).isEqualTo(".plugins-ml-connector");
        assertThat(changed.<String>path("result")).isEqualTo("updated");
        Response shown = Ml.get("/connectors/" + id);
        assertThat(shown.<Object>path("parameters")).hasToString("{a=1, b=3, c=4}");
        assertThat(shown.<String>path("version")).isEqualTo("2");
        assertThat(shown.<Integer>path("client_config.max_connection")).isEqualTo(5);
        assertThat(shown.<String>path("client_config.retry_backoff_policy")).isEqualTo("exponential_full_jitter");
        assertThat(shown.<Integer>path("client_config.read_timeout")).isNull();
    }

    @Test
    void ofChangesAtTheSameTimeNoneIsLost() {
        String id = Connectors.create(Connectors.draft(provider.url("/x"), "{\"a\": \"${parameters.a}\"}", "{\"a\": \"1\"}"));

        List<Response> changes = AtOnce.run(8, n -> Ml.put("/connectors/" + id, "{\"parameters\": {\"p" + n + "\": \"x\"}}"));

        assertThat(changes).allSatisfy(change -> assertThat(change.statusCode()).as(change.asString()).isEqualTo(200));
        assertThat(Ml.get("/connectors/" + id).<Map<String, String>>path("parameters"))
                .containsOnlyKeys("a", "p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7");
    }

    @Test
    void anEmptyChangeChangesNothing() {
        String id = Connectors.create(Connectors.chat(provider));
        String before = Ml.get("/connectors/" + id).path("name");

        assertThat(Ml.put("/connectors/" + id, "{}").<String>path("result")).isEqualTo("updated");

        assertThat(Ml.get("/connectors/" + id).<String>path("name")).isEqualTo(before);
    }

    @Test
    void oneThatAModelUsesIsNotDeleted() {
        String id = Connectors.create(Connectors.chat(provider));
        String model = Ml.registered(Connectors.registration(id));

        Refusal.of(Ml.delete("/connectors/" + id)).is(409, "status_exception", "connector_in_use")
                .says("1 models are still using this connector, please delete or update the models first: [" + model + "]");

        Ml.remove(model);
        assertThat(Ml.delete("/connectors/" + id).<String>path("result")).isEqualTo("deleted");
        Refusal.of(Ml.get("/connectors/" + id)).is(404, "status_exception", "connector_not_found")
                .says("Failed to find connector with the provided connector id: " + id);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        Refusal.of(Ml.get("/connectors/nope")).is(404, "status_exception", "connector_not_found");
        Refusal.of(Ml.put("/connectors/nope", "{\"description\": \"x\"}")).is(404, "status_exception", "connector_not_found");
        Refusal.of(Ml.delete("/connectors/nope")).is(404, "status_exception", "connector_not_found");
    }

    @Test
    void theOriginalsDryRunIsAnswered() {
        assertThat(Ml.post("/connectors/_create", "{\"dry_run\": true}").<String>path("connector_id"))
                .isEqualTo("dryRunConnector");
    }
}
