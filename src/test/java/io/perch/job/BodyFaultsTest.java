package io.perch.job;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Ml;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies and parameters that no route can make sense of. */
@QuarkusTest
@WithTestResource(Servers.class)
class BodyFaultsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "POST | /model_groups/_register | Model group request has empty body",
        "PUT  | /model_groups/some      | Model group request has empty body",
        "POST | /models/_register       | request body is required",
        "POST | /models/_upload         | request body is required",
        "POST | /models/a/1/_register   | request body is required",
        "POST | /models/_register_meta  | Model meta request has empty body",
        "POST | /models/meta            | Model meta request has empty body",
        "PUT  | /models/some            | Update model request has empty body"})
    void aBodyIsMissing(String method, String path, String reason) {
        Refusal.of(send(method, path, "")).is(400, "parse_exception", "request_body_missing").says(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "POST | /model_groups/_register", "PUT | /model_groups/some", "POST | /models/_register", "POST | /models/_register_meta",
        "PUT | /models/some", "POST | /models/_undeploy", "POST | /models/some/_undeploy", "POST | /models/some/_deploy"})
    void aBodyIsNoJsonObject(String method, String path) {
        Refusal.of(send(method, path, "{\"name\": ")).is(400, "json_parse_exception", "json_malformed")
                .says("Malformed JSON at line 1");
        Refusal.of(send(method, path, "[{}]")).is(400, "parsing_exception", "body_not_an_object")
                .says("expecting token of type [START_OBJECT] but found [START_ARRAY]").advises("{...}");
        Refusal.of(send(method, path, "\"text\"")).is(400, "parsing_exception", "body_not_an_object").says("[VALUE_STRING]");
        Refusal.of(send(method, path, "{\"name\": 1, \"name\": 2}")).is(400, "json_parse_exception", "json_malformed")
                .says("name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/models/some/_predict", "/_predict/text_embedding/some"})
    void anUnknownModelComesBeforeItsBody(String path) {
        Refusal.of(send("POST", path, "{\"text")).is(404, "status_exception", "model_not_found");
    }

    @ParameterizedTest
    @CsvSource({"GET, /model_groups/some", "DELETE, /model_groups/some", "GET, /models/some", "DELETE, /models/some",
        "GET, /tasks/some", "DELETE, /tasks/some", "POST, /models/_register", "POST, /models/_register_meta",
        "POST, /models/some/upload_chunk/0", "GET, /models/some/chunks", "POST, /models/some/_deploy",
        "POST, /models/some/_undeploy", "POST, /models/_undeploy", "POST, /models/some/_predict",
        "POST, /_predict/text_embedding/some", "POST, /model_groups/_register", "PUT, /model_groups/some", "PUT, /models/some"})
    void aParameterIsUnknown(String method, String path) {
        Refusal.of(send(method, path + "?surprise=1", "{}")).is(400, "illegal_argument_exception", "parameter_unknown")
                .says("request [/_plugins/_ml" + path + "] contains unrecognized parameter: [surprise]");
    }

    @ParameterizedTest
    @CsvSource({"PUT, /models/_register, POST", "DELETE, /model_groups/_register, POST",
        "POST, /tasks/some, 'GET, DELETE'", "GET, /models/some/_predict, POST"})
    void theMethodIsWrong(String method, String path, String allowed) {
        Response answer = send(method, path, "{}");
        answer.then().statusCode(405);
        assertThat(answer.header("Allow")).isEqualTo(allowed);
        assertThat(answer.<String>path("code")).isEqualTo("method_not_allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stats", "/stats/some", "/some/stats", "/models", "/models/some/_explode", "/model_groups"})
    void theRouteIsNotServed(String path) {
        Response answer = Ml.get(path);
        answer.then().statusCode(400);
        assertThat(answer.<String>path("error"))
                .isEqualTo("no handler found for uri [/_plugins/_ml" + path + "] and method [GET]");
    }

    private static Response send(String method, String path, String body) {
        var request = given();
        if (!body.isEmpty() && !method.equals("GET") && !method.equals("DELETE")) {
            request = request.contentType("application/json").body(body);
        }
        return request.request(method.strip(), "/_plugins/_ml" + path.strip());
    }
}
