package io.perch.job;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Behaviours;
import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Provider;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.TinyModels;
import io.perch.testing.WithRemoteModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model that judges what goes to and comes from another one. */
@QuarkusTest
@WithTestResource(Servers.class)
class GuardModelTest extends WithRemoteModels {

    private static final Path ZIP = TinyModels.embedding(Packages.folder("guard-model"));

    @ParameterizedTest
    @ValueSource(strings = {"^\\\\s*[Aa]ccept\\\\s*$", "^\\\\s*\\\"[Aa]ccept\\\"\\\\s*$"})
    void whatTheJudgeAcceptsPassesAndWhatItRejectsDoesNot(String accept) {
        String judge = judge("{\"completion\": \"accept\"}");
        String model = remote("hello", guarded("input", judge, accept));

        assertThat(Ml.predict(model, "{\"parameters\": {\"prompt\": \"nice\", \"other\": \"too\"}}").statusCode()).isEqualTo(200);
        assertThat(asked("/guard").body()).isEqualTo("{\"prompt\": \"nice\\ntoo\"}");

        provider.on("/guard", Behaviours.json("{\"completion\": \"reject\"}"));
        Refusal.of(Ml.predict(model, GuardrailsTest.prompt("evil"))).is(400, "illegal_argument_exception", "guard_input")
                .says("guardrails triggered for user input").advises("model " + judge);
    }

    @Test
    void itJudgesAnswersToo() {
        String judge = judge("{\"completion\": \"reject\"}");

        Refusal.of(Ml.predict(remote("hello", guarded("output", judge, "accept")), GuardrailsTest.prompt("nice")))
                .is(400, "illegal_argument_exception", "guard_output").says("guardrails triggered for LLM output");
        assertThat(asked("/guard").body()).isEqualTo("{\"prompt\": \"hello\"}");
    }

    @Test
    void aLocalModelMayJudge() {
        String judge = Ml.deployed(ZIP);
        String accept = "\"guardrails\": {\"input_guardrail\": {\"model_id\": \"" + judge
                + "\", \"response_filter\": \"$.data_type\", \"response_validation_regex\": \"FLOAT32\"}}";

        assertThat(Ml.predict(remote("hello", accept), GuardrailsTest.prompt("nice")).statusCode()).isEqualTo(200);
        Refusal.of(Ml.predict(remote("hello", accept.replace("FLOAT32", "INT8")), GuardrailsTest.prompt("nice")))
                .is(400, "illegal_argument_exception", "guard_input");
        Ml.remove(judge);
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "{}", "[]", "{\"other\": 1}"})
    void aVerdictThatCannotBeReadLetsNothingPass(String garbage) {
        String model = remote("hello", guarded("input", judge(garbage), "accept"));

        Refusal.of(Ml.predict(model, GuardrailsTest.prompt("nice"))).is(503, "status_exception", "guard_unevaluated")
                .says("cannot be evaluated");
    }

    @Test
    void aJudgeThatFailsLetsNothingPass() {
        String judge = judge("{\"completion\": \"accept\"}");
        String model = remote("hello", guarded("input", judge, "accept"));
        provider.on("/guard", Behaviours.status(400));

        Refusal.of(Ml.predict(model, GuardrailsTest.prompt("nice"))).is(503, "status_exception", "guard_unevaluated")
                .says("which judges, has not answered", "told to answer 400");

        Ml.put("/models/" + judge, "{\"is_enabled\": false}");
        Refusal.of(Ml.predict(model, GuardrailsTest.prompt("nice"))).is(503, "status_exception", "guard_unevaluated")
                .says("Model is disabled.");
    }

    @Test
    void aJudgeThatIsSlowIsNotWaitedForBeyondTheCallersPatience() {
        String judge = judge("{\"completion\": \"accept\"}");
        String model = remote("hello", guarded("input", judge, "accept"));
        provider.on("/guard", Behaviours.drips(100));

        Refusal.of(given().contentType("application/json").header("X-Perch-Timeout", "500ms")
                .body(GuardrailsTest.prompt("nice")).post("/_plugins/_ml/models/" + model + "/_predict"))
                .is(503, "status_exception", "guard_unevaluated");
    }

    @Test
    void aJudgeThatIsUndeployedAndMayNotBeDeployedByItselfLetsNothingPass() {
        String judge = Ml.deployed(Ml.with("\"deploy_setting\": {\"is_auto_deploy_enabled\": false}", Ml.registration(Ml.name("m"), ZIP)));
        String model = remote("hello", "\"guardrails\": {\"input_guardrail\": {\"model_id\": \"" + judge
                + "\", \"response_filter\": \"$.data_type\", \"response_validation_regex\": \"FLOAT32\"}}");
        assertThat(Ml.predict(model, GuardrailsTest.prompt("nice")).statusCode()).isEqualTo(200);

        Ml.post("/models/" + judge + "/_undeploy");

        Refusal.of(Ml.predict(model, GuardrailsTest.prompt("nice"))).is(503, "status_exception", "guard_unevaluated")
                .says("which judges, has not answered");
        Ml.remove(judge);
    }

    @Test
    void aJudgeThatIsGoneLetsNothingPass() {
        String judge = judge("{\"completion\": \"accept\"}");
        String model = remote("hello", guarded("input", judge, "accept"));
        Ml.remove(judge);

        Refusal.of(Ml.predict(model, GuardrailsTest.prompt("nice"))).is(503, "status_exception", "guard_unevaluated")
                .says("Failed to find model");
    }

    @Test
    void aJudgeThatIsNotThereIsToldAtOnce() {
        String registration = Ml.with(guarded("input", "nobody", "x"), Connectors.registration(connector("hello")));
        Refusal.of(Ml.post("/models/_register", registration))
                .is(400, "illegal_argument_exception", "guard_model_not_found")
                .says("guardrails.input_guardrail.model_id: there is no model nobody");
    }

    private Provider.Asked asked(String path) {
        return provider.asked().stream().filter(asked -> asked.path().equals(path)).toList().getLast();
    }

    private String judge(String answer) {
        provider.on("/guard", Behaviours.json(answer));
        return Connectors.model(Connectors.draft(provider.url("/guard"), "{\"prompt\": \"${parameters.question}\"}", "{}"));
    }

    private static String guarded(String side, String judge, String accept) {
        return "\"guardrails\": {\"type\": \"model\", \"" + side + "_guardrail\": {\"model_id\": \"" + judge
                + "\", \"response_filter\": \"$.completion\", \"response_validation_regex\": \"" + accept + "\"}}";
    }
}
