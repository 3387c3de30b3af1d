package io.perch.testing;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.util.UUID;

/** The REST API as its clients call it. */
public final class Ml {

    private static final String BASE = "/_plugins/_ml";

    private Ml() {
    }

    public static Response get(String path) {
        return given().get(BASE + path);
    }

    public static Response post(String path) {
        return given().post(BASE + path);
    }

    public static Response post(String path, String json) {
        return json(json).post(BASE + path);
    }

    public static Response put(String path, String json) {
        return json(json).put(BASE + path);
    }

    public static Response delete(String path) {
        return given().delete(BASE + path);
    }

    public static Response setting(String key, Object value) {
        String text = value instanceof String words ? '"' + words + '"' : String.valueOf(value);
        return json("{\"persistent\": {\"plugins.ml_commons." + key + "\": " + text + "}}").put("/_cluster/settings");
    }

    /** The task when it has ended; fails when it takes more than a minute. */
    public static Response ended(String taskId) {
        Response task = get("/tasks/" + taskId + "?wait=60s");
        if (task.path("state").equals("CREATED") || task.path("state").equals("RUNNING")) {
            throw new AssertionError("task has not ended: " + task.asString());
        }
        return task;
    }

    public static String name(String prefix) {
        return prefix + "-" + UUID.randomUUID();
    }

    /** A register by {@code file:} url of a four-dimensional embedding model. */
    public static String registration(String name, Path zip) {
        return registration(name, zip.toUri().toString(), Packages.sha256(zip));
    }

    public static String registration(String name, String url, String sha256) {
        return """
                {"name": "%s", "function_name": "TEXT_EMBEDDING", "model_format": "ONNX", "url": "%s",
                 "model_content_hash_value": "%s",
                 "model_config": {"model_type": "bert", "embedding_dimension": 4, "framework_type": "sentence_transformers"}}"""
                .formatted(name, url, sha256);
    }

    /** Registers and deploys; answers the model's id. */
    public static String deployed(Path zip) {
        String id = registered(zip);
        Response task = ended(post("/models/" + id + "/_deploy").path("task_id"));
        if (!task.path("state").equals("COMPLETED")) {
            throw new AssertionError(task.asString());
        }
        return id;
    }

    public static String registered(Path zip) {
        Response answer = post("/models/_register", registration(name("model"), zip));
        Response task = ended(answer.path("task_id"));
        if (!task.path("state").equals("COMPLETED")) {
            throw new AssertionError(task.asString());
        }
        return answer.path("model_id");
    }

    private static RequestSpecification json(String body) {
        return given().contentType(ContentType.JSON).body(body);
    }
}
