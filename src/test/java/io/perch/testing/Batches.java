package io.perch.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Json;
import io.restassured.response.Response;

/** Batch predictions: jobs that a {@link Provider} runs. */
public final class Batches {

    /** Fills the templates of {@link #connector}. */
    public static final String BODY = "{\"parameters\": {\"input_file_id\": \"file-1\"}}";

    private Batches() {
    }

    /** The body of a create: one action, which starts jobs at this url. @param members more of the action, each as JSON */
    public static String connector(String url, String... members) {
        String[] all = new String[members.length + 1];
        System.arraycopy(members, 0, all, 1, members.length);
        all[0] = "\"action_type\": \"batch_predict\"";
        return Connectors.draft(url, "{\"input_file_id\": \"${parameters.input_file_id}\"}", "{}", all);
    }

    /** The draft with one more action. @param body template, or {@code null} for none */
    public static String with(String draft, String type, String method, String url, String body) {
        ObjectNode all = Json.read(draft, ObjectNode.class);
        ObjectNode action = ((ArrayNode) all.path("actions")).addObject()
                .put("action_type", type).put("method", method).put("url", url);
        action.putObject("headers").put("Authorization", "Bearer ${credential.key}");
        if (body != null) {
            action.put("request_body", body);
        }
        return all.toString();
    }

    public static Response start(String model, String body) {
        return Ml.post("/models/" + model + "/_batch_predict", body);
    }

    /** Starts a job that must come to be; answers the task's id. */
    public static String started(String model) {
        Response answer = start(model, BODY);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.path("task_id");
    }

    public static Response task(String id) {
        Response answer = Ml.get("/tasks/" + id);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer;
    }

    /** The task's state as it is stored: nobody is asked. */
    public static String stored(String task) {
        return Sql.text("SELECT state FROM task WHERE id = ?", task);
    }

    public static long tasksOf(String model) {
        return Sql.number("SELECT count(*) FROM task WHERE model_id = ? AND type = 'BATCH_PREDICTION'", model);
    }

    /** Nobody asks a provider that is closed about jobs that never end. */
    public static void forget() {
        Sql.execute("DELETE FROM task WHERE type = 'BATCH_PREDICTION'");
    }
}
