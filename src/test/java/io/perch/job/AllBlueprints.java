package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Json;
import io.perch.job.blueprint.Blueprint;
import io.perch.job.blueprint.Call;
import io.perch.job.blueprint.Identity;
import io.perch.job.blueprint.StandIn;
import io.perch.testing.Connectors;
import io.perch.testing.ConnectorsPage;
import io.perch.testing.Ml;
import io.perch.testing.OpenAi;
import io.perch.testing.Shape;
import io.perch.testing.SharedModels;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The blueprints of {@code docs/connectors.md}, copied from there, with the documented inputs, against stand-ins of their
 * services that take only what the services take.
 */
abstract class AllBlueprints {

    /** By which Perch signs. */
    abstract InstantSource clock();

    @BeforeEach
    void allow() {
        Connectors.allow();
    }

    @AfterEach
    void forbid() {
        Connectors.forbid();
    }

    static Stream<String> predicts() {
        return Blueprint.predicts().stream().map(Blueprint::heading);
    }

    @ParameterizedTest
    @MethodSource("predicts")
    void theServiceIsAskedAsItWantsToBeAndItsAnswerComesOut(String heading) {
        Blueprint blueprint = Blueprint.of(heading);
        try (StandIn service = new StandIn(blueprint, clock())) {
            String model = Connectors.model(service.connector());

            Response answer = Ml.predict(model, blueprint.section().input());

            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
            assertThat(Shape.tree(answer).path("inference_results")).isEqualTo(Json.read(blueprint.output(), JsonNode.class));
            service.checkAsked();
            assertThat(service.timesAsked()).isEqualTo(blueprint.calls().size());
        }
    }

    @ParameterizedTest
    @MethodSource("predicts")
    void tryingItShowsTheSameRequestsWithoutSecrets(String heading) {
        Blueprint blueprint = Blueprint.of(heading);
        try (StandIn service = new StandIn(blueprint, clock())) {
            Response answer = Ml.post("/connectors/_simulate", trial(service.connector(), blueprint.section().input()));

            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
            assertThat(answer.asString()).doesNotContain(Identity.KEY, Identity.ACCESS_KEY, Identity.SECRET_KEY,
                    Identity.SESSION_TOKEN);
            Iterator<JsonNode> shown = Shape.tree(answer).path("calls").elements();
            for (Call call : blueprint.calls()) {
                check(shown.next().path("request"), call, service, blueprint.identity());
            }
            assertThat(shown).isExhausted();
            assertThat(service.timesAsked()).isZero();
        }
    }

    private static String trial(String connector, String input) {
        ObjectNode trial = JsonNodeFactory.instance.objectNode();
        trial.set("connector", Json.read(connector, JsonNode.class));
        trial.set("input", Json.read(input, JsonNode.class));
        return trial.toString();
    }

    private static void check(JsonNode request, Call call, StandIn service, Identity identity) {
        assertThat(request.path("method").asText()).isEqualTo(call.method());
        assertThat(request.path("url").asText()).isEqualTo(service.url(call.target()));
        assertThat(call.isBody(request.path("body").asText())).as("%s is %s", request.path("body"), call.body()).isTrue();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.path("headers").properties().forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
        assertThat(headers).containsEntry("content-type", "application/json");
        identity.checkShown(headers);
    }

    static Stream<String> chats() {
        return predicts().filter(heading -> heading.endsWith(": chat") || heading.equals("Bedrock: Claude")
                || heading.equals("Bedrock: Converse"));
    }

    /** Whoever speaks as OpenAI's clients do makes the service see what it sees of a predict in its own words. */
    @ParameterizedTest
    @MethodSource("chats")
    void aChatInOpenAisWordsReachesTheServiceInItsOwn(String heading) {
        Blueprint blueprint = Blueprint.of(heading);
        try (StandIn service = new StandIn(blueprint, clock())) {
            String model = Connectors.model(service.connector());

            Response answer = OpenAi.post("/chat/completions",
                    "{\"model\": \"" + model + "\", \"messages\": [{\"role\": \"user\", \"content\": \"Say \\\"hello\\\"\"}]}");

            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
            assertThat(answer.<String>path("choices[0].message.content")).isEqualTo("Hello \"there\"");
            assertThat(answer.<Integer>path("usage.total_tokens")).isEqualTo(15);
            service.checkAsked();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"OpenAI: batch", "SageMaker: batch transform"})
    void aJobIsStartedFollowedAndCancelled(String heading) {
        Blueprint blueprint = Blueprint.of(heading);
        try (StandIn service = new StandIn(blueprint, clock())) {
            String model = Connectors.model(service.connector());

            Response started = Ml.post("/models/" + model + "/_batch_predict", blueprint.section().input());
            Response followed = Ml.get("/tasks/" + started.path("task_id"));
            Response cancelled = Ml.post("/tasks/" + started.path("task_id") + "/_cancel");

            assertThat(started.statusCode()).as(started.asString()).isEqualTo(200);
            assertThat(followed.<String>path("state")).isEqualTo("RUNNING");
            JsonNode job = Json.read(blueprint.output(), JsonNode.class);
            job.properties().forEach(member -> assertThat(Shape.tree(followed).path("remote_job").path(member.getKey()))
                    .as(member.getKey()).isEqualTo(member.getValue()));
            assertThat(cancelled.asString()).isEqualTo("{\"status\":\"OK\"}");
            service.checkAsked();
        }
    }

    /** No stand-in: the other Perch is this one. */
    @ParameterizedTest
    @ValueSource(strings = {"Another Perch: by OpenAI's names", "Another Perch: as it is"})
    void anotherPerchAnswersAsItWouldWhenItIsAskedItself(String heading) {
        String local = SharedModels.embedding();
        String connector = Blueprint.of(heading).calling("http://127.0.0.1:" + RestAssured.port)
                .replace("\"m1\"", '"' + local + '"');
        String input = "{\"text_docs\": [\"hello world\", \"sun\"]}";

        JsonNode remote = Shape.tree(Ml.predict(Connectors.model(connector), input)).path("inference_results");

        JsonNode asked = Shape.tree(Ml.predict(local, input)).path("inference_results");
        assertThat(remote).hasSize(1);
        assertThat(remote.at("/0/output/0/data")).isNotEmpty().isEqualTo(asked.at("/0/output/0/data"));
        assertThat(remote.at("/0/output/1/data")).isNotEmpty().isEqualTo(asked.at("/1/output/0/data"));
    }

    @Test
    void noBlueprintIsLeftOut() {
        assertThat(Blueprint.all()).extracting(Blueprint::heading).containsExactlyInAnyOrderElementsOf(
                ConnectorsPage.blueprints().stream().map(ConnectorsPage.Section::heading).toList());
    }
}
