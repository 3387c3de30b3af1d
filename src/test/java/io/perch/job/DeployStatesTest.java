package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Await;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Servers;
import io.perch.testing.Sql;
import io.perch.testing.TinyModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A model's way from REGISTERED to DEPLOYED and back, as callers see it. */
@QuarkusTest
@WithTestResource(Servers.class)
class DeployStatesTest {

    private static final Path ZIP = TinyModels.embedding(Packages.folder("deploy-states"));
    private static final String QUESTION = "{\"text_docs\": [\"hello world\"]}";

    @Test
    void goesFromRegisteredToDeployedToUndeployed() {
        String model = Ml.registered(ZIP);
        assertThat(state(model)).isEqualTo("REGISTERED");

        Response deploy = Ml.post("/models/" + model + "/_deploy");

        assertThat(deploy.<Map<String, Object>>path("")).containsEntry("task_type", "DEPLOY_MODEL")
                .containsEntry("status", "CREATED").containsKey("task_id");
        Response task = Ml.ended(deploy.path("task_id"));
        List<String> here = List.of(Sql.text("SELECT id FROM worker"));
        assertThat(task.<Map<String, Object>>path("")).containsEntry("state", "COMPLETED").containsEntry("model_id", model)
                .containsEntry("task_type", "DEPLOY_MODEL").containsEntry("function_name", "TEXT_EMBEDDING")
                .containsEntry("worker_node", here).containsEntry("is_async", true);
        Response deployed = Ml.get("/models/" + model);
        assertThat(deployed.<Map<String, Object>>path("")).containsEntry("model_state", "DEPLOYED")
                .containsEntry("planning_worker_node_count", 1).containsEntry("current_worker_node_count", 1)
                .containsEntry("planning_worker_nodes", here).containsEntry("deploy_to_all_nodes", true)
                .containsKey("last_deployed_time");

        Response undeploy = Ml.post("/models/" + model + "/_undeploy");

        assertThat(undeploy.<String>path("'%s'.stats.'%s'".formatted(here.getFirst(), model))).isEqualTo("undeployed");
        Response undeployed = Ml.get("/models/" + model);
        assertThat(undeployed.<Map<String, Object>>path("")).containsEntry("model_state", "UNDEPLOYED")
                .containsKey("last_undeployed_time").doesNotContainKey("planning_worker_nodes");
    }

    @Test
    void aDeployedModelMayBeDeployedAgain() {
        String model = Ml.deployed(ZIP);

        Response again = Ml.ended(Ml.post("/models/" + model + "/_deploy").path("task_id"));

        assertThat(again.<String>path("state")).isEqualTo("COMPLETED");
        assertThat(state(model)).isEqualTo("DEPLOYED");
    }

    @Test
    void aDeployWhileDeployingEndsWellLikeTheFirst() {
        String model = Ml.registered(ZIP);

        String first = Ml.post("/models/" + model + "/_deploy").path("task_id");
        String second = Ml.post("/models/" + model + "/_deploy").path("task_id");

        assertThat(Ml.ended(first).<String>path("state")).isEqualTo("COMPLETED");
        assertThat(Ml.ended(second).<String>path("state")).isEqualTo("COMPLETED");
        assertThat(state(model)).isEqualTo("DEPLOYED");
    }

    @Test
    void aDeployRightAfterAnUndeployEndsWell() {
        String model = Ml.deployed(ZIP);

        for (int round = 0; round < 5; round++) {
            Ml.post("/models/" + model + "/_undeploy");
            Response deploy = Ml.ended(Ml.post("/models/" + model + "/_deploy").path("task_id"));

            assertThat(deploy.<String>path("state")).as(deploy.asString()).isEqualTo("COMPLETED");
            assertThat(Ml.post("/models/" + model + "/_predict", QUESTION).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void isNotDeletedWhileDeployed() {
        String model = Ml.deployed(ZIP);

        Response refused = Ml.delete("/models/" + model);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.<String>path("error.code")).isEqualTo("model_still_deployed");
        assertThat(refused.<String>path("error.hint")).contains("/models/" + model + "/_undeploy");
        Ml.post("/models/" + model + "/_undeploy");
        assertThat(Ml.delete("/models/" + model).statusCode()).isEqualTo(200);
    }

    @Test
    void aSecondUndeployFindsNothing() {
        String model = Ml.deployed(ZIP);
        Ml.post("/models/" + model + "/_undeploy");
        Await.until("the model is gone", () -> held(model) == 0);

        Response second = Ml.post("/models/" + model + "/_undeploy");

        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.asString()).contains("\"" + model + "\":\"not_found\"");
    }

    @Test
    void unknownModelsAreNeitherDeployedNorUndeployed() {
        for (String action : List.of("_deploy", "_load", "_undeploy", "_unload")) {
            Response refused = Ml.post("/models/nobody-knows-it/" + action);

            assertThat(refused.statusCode()).as(action).isEqualTo(404);
            assertThat(refused.<String>path("error.code")).isEqualTo("model_not_found");
        }
        Response several = Ml.post("/models/_undeploy", "{\"model_ids\": [\"nobody-knows-it\"]}");
        assertThat(several.statusCode()).isEqualTo(200);
        assertThat(several.asString()).contains("\"nobody-knows-it\":\"not_found\"");
    }

    @Test
    void theOldNamesWork() {
        String model = Ml.registered(ZIP);

        assertThat(Ml.ended(Ml.post("/models/" + model + "/_load").path("task_id")).<String>path("state")).isEqualTo("COMPLETED");
        assertThat(state(model)).isEqualTo("DEPLOYED");
        assertThat(Ml.post("/models/_unload", "{\"model_ids\": [\"" + model + "\"]}").asString()).contains("\"undeployed\"");
        assertThat(state(model)).isEqualTo("UNDEPLOYED");
    }

    @Test
    void aRegisterMayDeployToo() {
        String model = Ml.post("/models/_register?deploy=true", Ml.registration(Ml.name("deployed"), ZIP)).path("model_id");

        Await.until("it is deployed", () -> state(model).equals("DEPLOYED"));

        assertThat(Sql.number("SELECT count(*) FROM task WHERE type = 'DEPLOY_MODEL' AND model_id = ?", model)).isEqualTo(1);
    }

    @Test
    void aModelThatTheEngineRefusesIsDeployFailed() {
        String model = Ml.registered(TinyModels.garbage(Packages.folder("deploy-states")));

        Response task = Ml.ended(Ml.post("/models/" + model + "/_deploy").path("task_id"));

        assertThat(task.<String>path("state")).isEqualTo("FAILED");
        assertThat(task.<String>path("code")).isEqualTo("engine_refused_model");
        assertThat(task.<String>path("error")).contains(Sql.text("SELECT id FROM worker"));
        assertThat(state(model)).isEqualTo("DEPLOY_FAILED");
        assertThat(Ml.delete("/models/" + model).statusCode()).isEqualTo(200);
    }

    @Test
    void predictsOnAModelThatCannotBeLoadedDoNotLoadItEachTime() {
        String model = Ml.registered(TinyModels.garbage(Packages.folder("deploy-states")));
        Response first = Ml.post("/models/" + model + "/_predict", QUESTION);
        Await.until("its deploy is given up", () -> state(model).equals("DEPLOY_FAILED"));

        Response second = Ml.post("/models/" + model + "/_predict", QUESTION);

        assertThat(first.<String>path("error.code")).isEqualTo("engine_refused_model");
        assertThat(second.<String>path("error.code")).isEqualTo("engine_refused_model");
        assertThat(Sql.number("SELECT count(*) FROM task WHERE type = 'DEPLOY_MODEL' AND model_id = ?", model)).isEqualTo(1);
    }

    private static String state(String model) {
        return Ml.get("/models/" + model).path("model_state");
    }

    private static long held(String model) {
        return Sql.number("SELECT count(*) FROM holding WHERE model_id = ?", model);
    }
}
