package io.perch.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.perch.testing.Servers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused at the door, through real HTTP, in the original's shapes and words. */
@QuarkusTest
@WithTestResource(value = Servers.class, initArgs = @ResourceArg(name = "opensearch", value = "false"))
class DoorTest {

    private static final String TRIAL = "/_plugins/_ml/_trial";
    /** REST Assured would encode bodies by their type and add a charset. */
    private static final RestAssuredConfig AS_THEY_ARE = RestAssured.config().encoderConfig(EncoderConfig.encoderConfig()
            .appendDefaultContentCharsetToContentTypeIfUndefined(false)
            .encodeContentTypeAs("application/x-www-form-urlencoded", ContentType.TEXT)
            .encodeContentTypeAs("application/octet-stream", ContentType.TEXT)
            .encodeContentTypeAs("application/yaml", ContentType.TEXT)
            .encodeContentTypeAs("application/vnd.opensearch+json", ContentType.TEXT));

    @Test
    void unknownPath() {
        given().get(TRIAL + "/nothing?pretty=false").then().statusCode(400)
                .body("error", equalTo("no handler found for uri [" + TRIAL + "/nothing?pretty=false] and method [GET]"))
                .body("code", equalTo("path_unknown"))
                .body("status", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/_plugins/x", "/_ingest/nothing", "/_cluster/health/x"})
    void unknownPathsOfTheWholeApi(String path) {
        given().get(path).then().statusCode(400).body("error", startsWith("no handler found for uri [" + path + "]"));
    }

    @Test
    void wrongMethod() {
        given().put(TRIAL + "/answer").then().statusCode(405)
                .header("Allow", equalTo("GET"))
                .body("error", equalTo("Incorrect HTTP method for uri [" + TRIAL + "/answer] and method [PUT], allowed: [GET]"))
                .body("code", equalTo("method_not_allowed"))
                .body("status", equalTo(405));
    }

    @Test
    void optionsTellWhatIsAllowed() {
        given().options(TRIAL + "/echo").then().statusCode(200).header("Allow", equalTo("POST"));
    }

    @Test
    void headIsAllowedWhereGetIs() {
        given().head(TRIAL + "/answer").then().statusCode(200).body(is(""));
    }

    @Test
    void aTrailingSlashIsAccepted() {
        given().get(TRIAL + "/answer/").then().statusCode(200).body("name", equalTo("first"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "foo=1 | parameter: [foo]",
            "size=1&from=1 | parameters: [from], [size]",
            "flatSetings=1 | parameter: [flatSetings] -> did you mean [flatSettings]?",
            "prety | parameter: [prety] -> did you mean [pretty]?"})
    void unknownParameters(String query, String words) {
        given().urlEncodingEnabled(false).get(TRIAL + "/answer?" + query).then().statusCode(400)
                .body("error.type", equalTo("illegal_argument_exception"))
                .body("error.reason", equalTo("request [" + TRIAL + "/answer] contains unrecognized " + words));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "''          | Trial request has empty body",
            "'  '        | Trial request has empty body",
            "{\"name\":  | Malformed JSON at line 1, column",
            "{\"a\":1,}  | Malformed JSON at line 1, column 8: Unexpected character ('}'",
            "{\"a\":1}{} | nothing may follow the object",
            "{\"a\":1,\"a\":2} | Duplicate field 'a'",
            "[]          | Failed to parse object: expecting token of type [START_OBJECT] but found [START_ARRAY]",
            "5           | but found [VALUE_NUMBER_INT]"})
    void badBodies(String body, String words) {
        post("application/json", body).statusCode(400).body("error.reason", containsString(words));
    }

    @Test
    void aVeryDeepBodyIsRefused() {
        post("application/json", "{\"a\":".repeat(300) + "1" + "}".repeat(300)).statusCode(400)
                .body("error.code", equalTo("json_malformed")).body("error.reason", containsString("nesting depth"))
                .body("error.reason", not(containsString("StreamReadConstraints")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/octet-stream"})
    void unsupportedContentTypes(String type) {
        post(type, "{}").statusCode(406)
                .body("error", equalTo("Content-Type header [" + type + "] is not supported"))
                .body("code", equalTo("content_type_unsupported"))
                .body("status", equalTo(406));
    }

    @Test
    void aBodyWithoutContentType() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + RestAssured.port + TRIAL + "/echo");
            var request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString("{}")).build();
            var answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(406);
            assertThat(answer.body()).contains("\"error\":\"Content-Type header is missing\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json;charset=UTF-8", "application/vnd.opensearch+json", "APPLICATION/JSON"})
    void spellingsOfJson(String type) {
        post(type, "{\"a\":1}").statusCode(200).body("a", equalTo(1));
    }

    @Test
    void yamlIsAnsweredInYaml() {
        String answer = post("application/yaml", "name: yamlgroup\n").statusCode(200).extract().asString();
        assertThat(answer).isEqualTo("---\nname: \"yamlgroup\"\n");
    }

    @Test
    void aLargeBodyIsReadWhole() {
        String text = "x".repeat(3_000_000);
        post("application/json", "{\"text\":\"" + text + "\"}").statusCode(200).body("text.length()", equalTo(3_000_000));
    }

    @Test
    void aLargeMalformedBodyIsRefused() {
        post("application/json", "{\"text\":\"" + "x".repeat(3_000_000)).statusCode(400)
                .body("error.code", equalTo("json_malformed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/octet-stream", "application/json"})
    void rawChunksAreNotParsed(String type) {
        byte[] bytes = new byte[2_000_000];
        given().contentType(type).body(bytes).post(TRIAL + "/m1/chunk").then().statusCode(200)
                .body("number", equalTo(bytes.length));
    }

    @Test
    void overloadSaysWhenToComeBack() {
        given().get(TRIAL + "/failure?kind=queue").then().statusCode(429).header("Retry-After", "1")
                .body("status", equalTo(429))
                .body("error.root_cause[0].type", equalTo("rejected_execution_exception"))
                .body("error.code", equalTo("queue_full"))
                .body("error.hint", equalTo("retry later"));
        given().get(TRIAL + "/failure?kind=loading").then().statusCode(503).header("Retry-After", "7")
                .body("error.task_id", equalTo("t1"))
                .body("error.hint", nullValue())
                .body("error.remote.status", equalTo(500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"database", "stopping"})
    void aDatabaseThatIsAway(String kind) {
        given().get(TRIAL + "/failure?kind=" + kind).then().statusCode(503).header("Retry-After", "1")
                .body("error.code", equalTo("database_unavailable"));
    }

    @Test
    void aDefectKeepsItsSecrets() {
        given().get(TRIAL + "/failure?kind=defect").then().statusCode(500)
                .body("error.code", equalTo("internal"))
                .body("error.reason", not(containsString("secrets")));
        given().get(TRIAL + "/failure?kind=defect&error_trace=true").then().statusCode(500)
                .body("error.stack_trace", containsString("IllegalStateException"));
    }

    @Test
    void prettyAnswersAndErrors() {
        given().get(TRIAL + "/answer?pretty&filter_path=name").then().statusCode(200)
                .body(is("{\n  \"name\" : \"first\"\n}\n"));
        given().get(TRIAL + "/nothing?pretty").then().statusCode(400).body(startsWith("{\n  \"error\" : \"no handler"));
        given().get(TRIAL + "/failure?kind=queue&pretty&filter_path=x").then().statusCode(429)
                .body(endsWith("\"status\" : 429\n}\n"));
    }

    @Test
    void plainAnswersLeaveNullsOut() {
        given().header("Accept", "text/html").get(TRIAL + "/answer").then().statusCode(200)
                .contentType("application/json")
                .body(is("{\"name\":\"first\",\"parts\":[{\"number\":1,\"score\":0.5},{\"number\":2,\"score\":1.5}]}"));
    }

    @Test
    void formatsOnRequest() {
        given().get(TRIAL + "/answer?format=yaml&filter_path=parts.number").then().statusCode(200)
                .contentType("application/yaml").body(is("---\nparts:\n- number: 1\n- number: 2\n"));
        given().header("Accept", "application/yaml").get(TRIAL + "/answer?filter_path=-parts").then().statusCode(200)
                .body(is("---\nname: \"first\"\n"));
    }

    @Test
    void quarkusKeepsItsOwnPaths() {
        given().get("/q/openapi?format=json&anything=1").then().statusCode(200).body("info.title", equalTo("Perch"))
                .body("info.license.name", equalTo("Apache-2.0"));
        given().get("/q/swagger-ui/").then().statusCode(200);
        given().get("/elsewhere").then().statusCode(400).body("error", startsWith("no handler found for uri [/elsewhere]"));
    }

    private static ValidatableResponse post(String type, String body) {
        return given().config(AS_THEY_ARE).contentType(type).body(body)
                .post(TRIAL + "/echo").then();
    }
}
