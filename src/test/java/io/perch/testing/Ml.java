package io.perch.testing;

import static io.restassured.RestAssured.given;

import io.perch.model.FunctionName;
import io.perch.model.ModelFormat;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Matcher;

/** The REST API as its clients call it. */
public final class Ml {

    private static final String BASE = "/_plugins/_ml";
    /** REST Assured would send bytes as text. */
    private static final RestAssuredConfig RAW = RestAssured.config().encoderConfig(EncoderConfig.encoderConfig()
            .appendDefaultContentCharsetToContentTypeIfUndefined(false)
            .encodeContentTypeAs("application/json", ContentType.BINARY));

    private Ml() {
    }

    public static Response get(String path) {
        return request().get(BASE + path);
    }

    public static Response post(String path) {
        return request().post(BASE + path);
    }

    public static Response post(String path, String json) {
        return json(json).post(BASE + path);
    }

    public static Response put(String path, String json) {
        return json(json).put(BASE + path);
    }

    public static Response delete(String path) {
        return request().delete(BASE + path);
    }

    public static Response setting(String key, Object value) {
        String text = value instanceof String words ? '"' + words + '"' : String.valueOf(value);
        return json("{\"persistent\": {\"plugins.ml_commons." + key + "\": " + text + "}}").put("/_cluster/settings");
    }

    /** The task when it has ended; fails when it takes more than a minute. */
    public static Response ended(String taskId) {
        Response task = get("/tasks/" + taskId + "?wait=25s");
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

    /** By {@code file:} url. */
    public static String registration(FunctionName function, ModelFormat format, String config, Path zip) {
        return registration(function, format, config, zip.toUri().toString(), Packages.sha256(zip));
    }

    /** @param config {@code model_config} as JSON, or {@code null} for none */
    public static String registration(FunctionName function, ModelFormat format, String config, String url, String sha256) {
        String plain = """
                {"name": "%s", "function_name": "%s", "model_format": "%s", "url": "%s", "model_content_hash_value": "%s"}"""
                .formatted(name(function.name()), function, format, url, sha256);
        return config == null ? plain : with("\"model_config\": " + config, plain);
    }

    public static String registration(String name, String url, String sha256) {
        return """
                {"name": "%s", "function_name": "TEXT_EMBEDDING", "model_format": "ONNX", "url": "%s",
                 "model_content_hash_value": "%s",
                 "model_config": {"model_type": "bert", "embedding_dimension": 4, "framework_type": "sentence_transformers"}}"""
                .formatted(name, url, sha256);
    }

    /** The object with one more member, written as JSON: {@code "model_id": "x"}. */
    public static String with(String member, String json) {
        return json.replaceFirst("\\{", Matcher.quoteReplacement("{" + member + ", "));
    }

    /** The body of a {@code _register_meta}: the same model, to be uploaded in chunks. */
    public static String announcement(String name, String sha256, int chunks) {
        return """
                {"name": "%s", "function_name": "TEXT_EMBEDDING", "model_format": "ONNX", "total_chunks": %d,
                 "model_content_hash_value": "%s",
                 "model_config": {"model_type": "bert", "embedding_dimension": 4, "framework_type": "sentence_transformers"}}"""
                .formatted(name, chunks, sha256);
    }

    /** Registers and deploys; answers the model's id. */
    public static String deployed(Path zip) {
        return deployed(registration(name("model"), zip));
    }

    public static String deployed(String registration) {
        String id = registered(registration);
        completed(post("/models/" + id + "/_deploy").path("task_id"));
        return id;
    }

    public static String registered(Path zip) {
        return registered(registration(name("model"), zip));
    }

    public static String registered(String registration) {
        Response answer = post("/models/_register", registration);
        completed(answer.path("task_id"));
        return answer.path("model_id");
    }

    private static void completed(String taskId) {
        Response task = ended(taskId);
        if (!task.path("state").equals("COMPLETED")) {
            throw new AssertionError(task.asString());
        }
    }

    /** Sends one chunk of an upload as clients of the original do: raw bytes under this label. */
    public static Response chunk(String modelId, Object number, String label, byte[] bytes) {
        return request().config(RAW).contentType(label).body(bytes).post(BASE + "/models/" + modelId + "/upload_chunk/" + number);
    }

    public static Response chunk(String modelId, int number, byte[] bytes) {
        return chunk(modelId, number, "application/octet-stream", bytes);
    }

    public static Response predict(String modelId, String json) {
        return post("/models/" + modelId + "/_predict", json);
    }

    /** Undeploys it where it is deployed, then deletes it; its group goes with it when it was made for it alone. */
    public static void remove(String modelId) {
        String group = get("/models/" + modelId).path("model_group_id");
        post("/models/" + modelId + "/_undeploy");
        delete("/models/" + modelId);
        delete("/model_groups/" + group);
    }

    /** Paths go out as they are written: a test of odd ids encodes them itself. */
    private static RequestSpecification request() {
        return given().urlEncodingEnabled(false);
    }

    private static RequestSpecification json(String body) {
        return request().contentType(ContentType.JSON).body(body);
    }
}
