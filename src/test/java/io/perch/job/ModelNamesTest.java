package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.AtOnce;
import io.perch.testing.Await;
import io.perch.testing.Ml;
import io.perch.testing.OpenAi;
import io.perch.testing.OpenAi.Refused;
import io.perch.testing.Packages;
import io.perch.testing.Servers;
import io.perch.testing.TinyModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which model a name means under {@code /v1}: the answer's {@code model} says whose answer it is. */
@QuarkusTest
@WithTestResource(Servers.class)
class ModelNamesTest {

    private static final Path ZIP = TinyModels.embedding(Packages.folder("names"));

    private final String name = Ml.name("named");

    @Test
    void aModelIsKnownByItsIdAndByItsName() {
        String model = Ml.deployed(Ml.registration(name, ZIP));

        assertThat(answering(model)).isEqualTo(model);
        assertThat(answering(name)).isEqualTo(model);
    }

    @Test
    void aNewVersionTakesOverWhenItIsDeployed() {
        String first = Ml.deployed(Ml.registration(name, ZIP));
        assertThat(answering(name)).isEqualTo(first);

        String second = Ml.registered(Ml.registration(name, ZIP));
        assertThat(answering(name)).isEqualTo(first);
        Ml.ended(Ml.post("/models/" + second + "/_deploy").path("task_id"));

        Await.until("the second version answers", () -> answering(name).equals(second));
        assertThat(answering(first)).isEqualTo(first);
    }

    @Test
    void whenItIsUndeployedTheOneBeforeIsBack() {
        String first = Ml.deployed(Ml.registration(name, ZIP));
        String second = Ml.deployed(Ml.registration(name, ZIP));
        Await.until("the second version answers", () -> answering(name).equals(second));

        Ml.post("/models/" + second + "/_undeploy");

        assertThat(answering(name)).isEqualTo(first);
    }

    @Test
    void ofSeveralThatAreNotDeployedTheLatestIsDeployedAndAnswers() {
        Ml.registered(Ml.registration(name, ZIP));
        String second = Ml.registered(Ml.registration(name, ZIP));

        assertThat(answering(name)).isEqualTo(second);
        Await.until("it counts as deployed", () -> Ml.get("/models/" + second).path("model_state").equals("DEPLOYED"));
    }

    @Test
    void aDisabledVersionStandsBack() {
        String first = Ml.registered(Ml.registration(name, ZIP));
        String second = Ml.deployed(Ml.registration(name, ZIP));
        Ml.put("/models/" + second, "{\"is_enabled\": false}");

        assertThat(answering(name)).isEqualTo(first);
    }

    @Test
    void aDeletedModelIsNotAnsweredByAnyMore() {
        String first = Ml.deployed(Ml.registration(name, ZIP));
        String second = Ml.deployed(Ml.registration(name, ZIP));
        answering(name);

        Ml.post("/models/" + second + "/_undeploy");
        assertThat(Ml.delete("/models/" + second).statusCode()).isEqualTo(200);
        assertThat(answering(name)).isEqualTo(first);
        Ml.post("/models/" + first + "/_undeploy");
        Ml.delete("/models/" + first);

        Refused.of(OpenAi.embed(name, "\"hello\"")).is(404, "invalid_request_error", "model", "model_not_found");
    }

    @Test
    void aModelThatIsRenamedIsKnownByItsNewName() {
        String model = Ml.deployed(Ml.registration(name, ZIP));
        answering(name);
        String newName = Ml.name("renamed");

        Ml.put("/models/" + model, "{\"name\": \"" + newName + "\"}");

        assertThat(answering(newName)).isEqualTo(model);
        Refused.of(OpenAi.embed(name, "\"hello\"")).is(404, "invalid_request_error", "model", "model_not_found");
    }

    @Test
    void anIdGoesBeforeAName() {
        String other = Ml.deployed(Ml.registration(name, ZIP));
        String namedLikeIt = Ml.deployed(Ml.registration(other, ZIP));

        assertThat(answering(other)).isEqualTo(other).isNotEqualTo(namedLikeIt);
    }

    @Test
    void aHundredCallersAtOnce() {
        String model = Ml.registered(Ml.registration(name, ZIP));

        List<Response> answers = AtOnce.run(100, caller -> OpenAi.embed(name, "\"hello\""));

        assertThat(answers).extracting(answer -> answer.<String>path("model")).containsOnly(model);
    }

    private static String answering(String idOrName) {
        Response answer = OpenAi.embed(idOrName, "\"hello\"");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.path("model");
    }
}
