package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.AtOnce;
import io.perch.testing.Await;
import io.perch.testing.Load;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Servers;
import io.perch.testing.Sql;
import io.perch.testing.TinyModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many callers at the same moment. */
@QuarkusTest
@WithTestResource(Servers.class)
class CrowdTest {

    private static final Path ZIP = TinyModels.embedding(Packages.folder("crowd"));
    private static final String QUESTION = "{\"text_docs\": [\"hello world\"]}";

    @Test
    void ofEightGroupsWithOneNameOneIsMade() {
        String body = "{\"name\": \"" + Ml.name("wanted-by-eight") + "\"}";

        List<Response> answers = AtOnce.run(8, caller -> Ml.post("/model_groups/_register", body));

        List<Response> made = answers.stream().filter(answer -> answer.statusCode() == 200).toList();
        List<Response> refused = answers.stream().filter(answer -> answer.statusCode() == 400).toList();
        assertThat(made).hasSize(1);
        assertThat(refused).hasSize(7).allSatisfy(answer -> {
            assertThat(answer.<String>path("error.code")).isEqualTo("group_name_taken");
            assertThat(answer.<String>path("error.reason")).contains(made.getFirst().<String>path("model_group_id"));
        });
    }

    @Test
    void eightModelsIntoOneGroupAreItsVersionsOneToEight() {
        String group = Ml.post("/model_groups/_register", "{\"name\": \"" + Ml.name("eight") + "\"}").path("model_group_id");

        List<Response> answers = AtOnce.run(8, caller -> Ml.post("/models/_register",
                Ml.registration(Ml.name("model"), ZIP).replaceFirst("\\{", "{\"model_group_id\": \"" + group + "\",")));

        assertRegistered(answers);
        assertThat(versions(answers)).isEqualTo(Set.of("1", "2", "3", "4", "5", "6", "7", "8"));
        assertThat(Ml.get("/model_groups/" + group).<Integer>path("latest_version")).isEqualTo(8);
    }

    @Test
    void eightModelsOfOneNameShareOneGroup() {
        String name = Ml.name("same-name");

        List<Response> answers = AtOnce.run(8, caller -> Ml.post("/models/_register", Ml.registration(name, ZIP)));

        assertRegistered(answers);
        assertThat(versions(answers)).hasSize(8);
        assertThat(answers.stream().map(CrowdTest::model).map(model -> model.<String>path("model_group_id")).distinct()).hasSize(1);
    }

    @Test
    void predictsBearAnUndeployInTheirMidst() {
        String model = Ml.deployed(ZIP);
        Load load = new Load(4, () -> Ml.post("/models/" + model + "/_predict", QUESTION));
        try (load) {
            for (int round = 0; round < 5; round++) {
                load.goOn(20);
                assertThat(Ml.post("/models/" + model + "/_undeploy").statusCode()).isEqualTo(200);
            }
            load.goOn(20);
        }

        assertThat(load.answers().keySet()).isSubsetOf(200, 400, 429, 503);
        load.answers().forEach((status, bodies) -> assertThat(bodies).as("answers with " + status)
                .allMatch(body -> body.contains(status == 200 ? "inference_results" : "\"status\":" + status)));
        assertThat(Ml.post("/models/" + model + "/_predict", QUESTION).statusCode()).isEqualTo(200);
    }

    @Test
    void deploysAndUndeploysAllAtOnceEndInOneClearState() {
        String model = Ml.registered(ZIP);

        List<Response> answers = AtOnce.run(12, caller ->
                Ml.post("/models/" + model + (caller % 2 == 0 ? "/_deploy" : "/_undeploy")));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200));
        IntStream.range(0, 12).filter(caller -> caller % 2 == 0).forEach(caller -> Ml.ended(answers.get(caller).path("task_id")));
        Await.until("wanted and held agree", () -> Sql.number("SELECT count(*) FROM wanted WHERE model_id = ?", model)
                == Sql.number("SELECT count(*) FROM holding WHERE model_id = ? AND state = 'LOADED'", model));
        Response last = Ml.ended(Ml.post("/models/" + model + "/_deploy").path("task_id"));
        assertThat(last.<String>path("state")).as(last.asString()).isEqualTo("COMPLETED");
    }

    @Test
    void aModelDeletedWhileOthersDeployItIsGoneOrDeployed() {
        for (int round = 0; round < 5; round++) {
            String model = Ml.registered(ZIP);

            List<Response> answers = AtOnce.run(4, caller ->
                    caller == 0 ? Ml.delete("/models/" + model) : Ml.post("/models/" + model + "/_deploy"));

            boolean deleted = answers.getFirst().statusCode() == 200;
            assertThat(answers.getFirst().statusCode()).as(answers.getFirst().asString()).isIn(200, 400);
            assertThat(answers.subList(1, 4)).allSatisfy(answer ->
                    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 404));
            assertThat(Ml.get("/models/" + model).statusCode()).isEqualTo(deleted ? 404 : 200);
        }
    }

    private static void assertRegistered(List<Response> answers) {
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
            Response task = Ml.ended(answer.path("task_id"));
            assertThat(task.<String>path("state")).as(task.asString()).isEqualTo("COMPLETED");
        });
    }

    private static Set<String> versions(List<Response> answers) {
        Set<String> versions = new HashSet<>();
        answers.forEach(answer -> versions.add(model(answer).path("model_version")));
        return versions;
    }

    private static Response model(Response registered) {
        return Ml.get("/models/" + registered.path("model_id"));
    }
}
