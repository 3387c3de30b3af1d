package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Ml;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** M5 to M7 and the tasks T1 and T2, asked for what cannot be. */
@QuarkusTest
@WithTestResource(Servers.class)
class DeployFaultsTest {

    @Test
    void anUploadThatIsNotWholeIsNotDeployed() {
        String model = Ml.post("/models/_register_meta", Ml.announcement(Ml.name("open"), "0".repeat(64), 2)).path("model_id");

        Refusal.of(Ml.post("/models/" + model + "/_deploy")).is(409, "status_exception", "model_not_registered")
                .says("Model " + model + " is not registered yet").advises("/_plugins/_ml/models/" + model + "/chunks");
        Refusal.of(Ml.predict(model, "{\"text_docs\": [\"hello\"]}")).is(409, "status_exception", "model_not_registered");

        Ml.remove(model);
    }

    @Test
    void nodesNeedACustomPlan() {
        String model = Ml.post("/models/_register_meta", Ml.announcement(Ml.name("open"), "0".repeat(64), 2)).path("model_id");

        for (String route : new String[] {"/_deploy", "/_undeploy"}) {
            Refusal.of(Ml.post("/models/" + model + route, "{\"node_ids\": [\"test\"]}"))
                    .is(400, "illegal_argument_exception", "custom_plan_off")
                    .says("Don't allow custom deployment plan").advises("plugins.ml_commons.allow_custom_deployment_plan");
        }
        Refusal.of(Ml.post("/models/_undeploy", "{\"model_ids\": [\"" + model + "\"], \"node_ids\": [\"test\"]}"))
                .is(400, "illegal_argument_exception", "custom_plan_off");

        Ml.remove(model);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"model_ids\": []}", "{\"model_ids\": null}", ""})
    void severalToUndeployMustBeNamed(String body) {
        Refusal.of(body.isEmpty() ? Ml.post("/models/_undeploy") : Ml.post("/models/_undeploy", body)).isInvalid()
                .says("Must set specific model ids to undeploy").advises("model_ids");
    }

    @Test
    void tooManyToUndeploy() {
        String ids = IntStream.range(0, 101).mapToObj(n -> "\"m" + n + "\"").collect(Collectors.joining(","));

        Refusal.of(Ml.post("/models/_undeploy", "{\"model_ids\": [" + ids + "]}")).isInvalid()
                .says("101 model ids were given, at most 100 are taken at once");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"model_ids\": \"m\"}   | Field [model_ids] must be an array of strings, but it is of type [string]",
        "{\"model_ids\": [{}]}    | Field [model_ids[0]] must be a string, but it is of type [object]",
        "{\"model_ids\": [null]}  | Field [model_ids[0]] must be a string, but it is of type [null]"})
    void idsAreTexts(String body, String reason) {
        Refusal.of(Ml.post("/models/_undeploy", body)).isInvalid().says(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "30", "-1s", "1y", "9999999999s"})
    void aTaskIsWaitedForSoLong(String wait) {
        Refusal.of(Ml.get("/tasks/any?wait=" + wait)).isInvalid()
                .says("failed to parse [wait] with value [" + wait + "] as a time value").advises("30s");
    }

    @Test
    void anEndedTaskIsForgottenOnce() {
        String registration = Ml.registration(Ml.name("m"), "http://127.0.0.1:1/x.zip", "0");
        String task = Ml.post("/models/_register", registration).path("task_id");
        Ml.ended(task);

        assertThat(Ml.delete("/tasks/" + task).<String>path("result")).isEqualTo("deleted");

        Refusal.of(Ml.delete("/tasks/" + task)).is(404, "status_exception", "task_not_found").says("Failed to find task");
    }
}
