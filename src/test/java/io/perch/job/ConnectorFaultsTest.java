package io.perch.job;

import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.WithProvider;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before a connector is stored. */
@QuarkusTest
@WithTestResource(Servers.class)
class ConnectorFaultsTest extends WithProvider {

    private static final String CREATE = "/connectors/_create";

    @Test
    void allThatIsMissingIsToldAtOnce() {
        Refusal.of(Ml.post(CREATE, "{\"description\": \"x\"}")).isInvalid().says("Connector name is null",
                "Connector version is null", "Connector protocol is null", "No actions configured for this connector",
                "Connector credential is null or empty list");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"method\": \"POST\", \"url\": \"U\"} | action type can't be null",
        "{\"action_type\": \"predict\", \"url\": \"U\"} | method can't be null",
        "{\"action_type\": \"predict\", \"method\": \"POST\"} | url can't be null",
        "{\"action_type\": \"zzz\", \"method\": \"POST\", \"url\": \"U\"} | Unknown action type [zzz]",
        "{\"action_type\": \"predict\", \"method\": \"BREW\", \"url\": \"U\"} | unsupported http method [BREW]",
        "{\"action_type\": \"predict\", \"method\": \"POST\", \"url\": \"U\", \"name\": \"execute\"} | is no action type"})
    void actionsAreChecked(String action, String fault) {
        Refusal.of(Ml.post(CREATE, with(action))).isInvalid().says(fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"pre_process_function\": \"connector.pre_process.opanai.embedding\" | connector.pre_process.opanai.embedding",
        "\"post_process_function\": \"connector.post_process.nope\" | connector.post_process.nope",
        "\"pre_process_function\": \"return [1, 2].stream();\" | line 1",
        "\"request_body\": \"{\\\"a\\\": \\\"${parameters.a\\\"}\" | request_body",
        "\"headers\": {\"Authorization\": \"Bearer ${parameters.key}\"} | cannot use ${parameters.*} placeholders",
        "\"headers\": {\"X-Key\": \"${credential.other}\"} | ${credential.other} is used, but the credential has no other"})
    void templatesAndFunctionsAreChecked(String member, String fault) {
        Refusal.of(Ml.post(CREATE, Connectors.draft(provider.url("/x"), "{\"a\": 1}", "{}", member))).isInvalid().says(fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"a\": \"${parameters.b}\", \"b\": \"${parameters.a}\"} | a",
        "{\"input_processors\": [{\"type\": \"nope\"}]} | Invalid ML processor type: nope",
        "{\"output_processors\": [{\"type\": \"regex_replace\"}]} | is required for regex_replace processor",
        "{\"response_filter\": \"$.a[\"} | response_filter"})
    void parametersThatPerchReadsAreChecked(String parameters, String fault) {
        Refusal.of(Ml.post(CREATE, Connectors.draft(provider.url("/x"), "{\"a\": 1}", parameters))).isInvalid().says(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mcp_sse", "mcp_streamable_http", "grpc", ""})
    void otherProtocolsAreRefused(String protocol) {
        Refusal.of(Ml.post(CREATE, Connectors.chat(provider).replace("\"protocol\":\"http\"",
                "\"protocol\":\"" + protocol + "\""))).isInvalid();
    }

    @Test
    void signingNeedsToKnowWhoWhereAndWhat() {
        String draft = Connectors.chat(provider).replace("\"protocol\":\"http\"", "\"protocol\":\"aws_sigv4\"");

        Refusal.of(Ml.post(CREATE, draft)).isInvalid().says("Missing credential", "Missing service name", "Missing region");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"max_connection\": 0} | max_connection", "{\"read_timeout\": -1} | read_timeout",
        "{\"max_retry_times\": -2} | max_retry_times", "{\"retry_backoff_policy\": \"linear\"} | Unsupported retry backoff policy",
        "{\"mutual_tls_enabled\": true} | needs the credential client_cert_pem",
        "{\"mutual_tls_enabled\": true, \"skip_ssl_verification\": true} | cannot go together"})
    void clientConfigIsChecked(String config, String fault) {
        Refusal.of(Ml.post(CREATE, Ml.with("\"client_config\": " + config, Connectors.chat(provider)))).isInvalid().says(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example.com/x", "http://127.0.0.1.evil.example.com:80/x", "http://${parameters.host}/x"})
    void anUntrustedEndpointIsRefused(String url) {
        Refusal.of(Ml.post(CREATE, Connectors.draft(url, "{\"a\": 1}", "{}")))
                .is(400, "illegal_argument_exception", "endpoint_not_trusted")
                .says("Connector URL is not matching the trusted connector endpoint regex").advises("trusted_connector_endpoints");
    }

    @Test
    void changesAreCheckedToo() {
        String id = Connectors.create(Connectors.chat(provider));

        Refusal.of(Ml.put("/connectors/" + id, "{\"actions\": [{\"action_type\": \"predict\", \"method\": \"POST\","
                + " \"url\": \"https://evil.example.com/x\"}]}")).is(400, "illegal_argument_exception", "endpoint_not_trusted");
        Refusal.of(Ml.put("/connectors/" + id, "{\"credential\": {\"other\": \"x\"}}")).isInvalid()
                .says("${credential.key} is used, but the credential has no key");
        Refusal.of(Ml.put("/connectors/" + id, "{\"access_mode\": \"private\"}"))
                .is(400, "illegal_argument_exception", "access_control_off");
    }

    @Test
    void remoteInferenceCanBeSwitchedOff() {
        Ml.setting("remote_inference.enabled", false);
        try {
            Refusal.of(Ml.post(CREATE, Connectors.chat(provider))).is(400, "status_exception", "remote_inference_off")
                    .says("Remote Inference is currently disabled", "plugins.ml_commons.remote_inference.enabled");
        } finally {
            Ml.setting("remote_inference.enabled", null);
        }
    }

    private String with(String action) {
        return """
                {"name": "faulty", "version": "1", "protocol": "http", "credential": {"key": "k"}, "actions": [%s]}"""
                .formatted(action.replace("\"U\"", "\"" + provider.url("/x") + "\""));
    }
}
