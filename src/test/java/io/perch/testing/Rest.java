package io.perch.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.Json;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** OpenSearch's own routes as Perch serves them: documents, searches, pipelines. */
public final class Rest {

    private static final RestAssuredConfig LINES = RestAssured.config()
            .encoderConfig(EncoderConfig.encoderConfig().encodeContentTypeAs("application/x-ndjson", ContentType.TEXT));

    private Rest() {
    }

    public static Response get(String path) {
        return request().get(path);
    }

    public static Response get(String path, String json) {
        return json(json).get(path);
    }

    public static Response put(String path, String json) {
        return json(json).put(path);
    }

    public static Response post(String path, String json) {
        return json(json).post(path);
    }

    public static Response delete(String path) {
        return request().delete(path);
    }

    public static Response bulk(String path, String lines) {
        return request().config(LINES).contentType("application/x-ndjson").body(lines).post(path);
    }

    public static JsonNode json(Response answer) {
        return Json.read(answer.asString(), JsonNode.class);
    }

    public static JsonNode ok(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isBetween(200, 201);
        return json(answer);
    }

    /** A pipeline of these processors, as JSON objects; answers its id. */
    public static String pipeline(String... processors) {
        String id = Ml.name("pipeline");
        ok(put("/_ingest/pipeline/" + id, "{\"processors\": [" + String.join(", ", processors) + "]}"));
        return id;
    }

    /** {@code docs[0]} of the simulation of a document that goes through a processor. */
    public static JsonNode simulated(String processor, String source) {
        return ok(post("/_ingest/pipeline/_simulate", "{\"pipeline\": {\"processors\": [" + processor + "]},"
                + " \"docs\": [{\"_source\": " + source + "}]}")).at("/docs/0");
    }

    /** The fields of the document after the processor. */
    public static JsonNode source(String processor, String source) {
        JsonNode doc = simulated(processor, source);
        assertThat(doc.has("error")).as(doc.toString()).isFalse();
        return doc.at("/doc/_source");
    }

    private static RequestSpecification json(String body) {
        return request().contentType(ContentType.JSON).body(body);
    }

    private static RequestSpecification request() {
        return given().urlEncodingEnabled(false);
    }
}
