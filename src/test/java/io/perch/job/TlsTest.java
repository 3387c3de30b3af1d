package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Json;
import io.perch.testing.Behaviours;
import io.perch.testing.Certificates;
import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.Provider;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who a service is, and who Perch is to it. */
@QuarkusTest
@WithTestResource(Servers.class)
class TlsTest {

    private static final Certificates CERTIFICATES = new Certificates("service.test");
    private static final String ASK = "{\"parameters\": {\"a\": \"x\"}}";
    private static final Map<String, String> PEM = Map.of("ca_cert_pem", CERTIFICATES.serviceCertificate(),
            "client_cert_pem", CERTIFICATES.clientCertificate(), "client_key_pem", CERTIFICATES.clientKey());
    private static final Map<String, String> PKCS12 = Map.of("ca_cert_pem", CERTIFICATES.serviceCertificate(),
            "client_cert_pkcs12", CERTIFICATES.clientStore(), "keystore_password", Certificates.PASSWORD);

    private Provider provider = Provider.secure(CERTIFICATES);

    @BeforeEach
    void allow() {
        Connectors.allow();
    }

    @AfterEach
    void forbid() {
        Connectors.forbid();
        provider.close();
    }

    private void serveKnownClientsOnly() {
        provider.close();
        provider = Provider.mutual(CERTIFICATES);
    }

    @Test
    void aServiceThatNobodyVouchesForIsNotAsked() {
        refused(predict("{}", Map.of())).says("TLS with 127.0.0.1:").advises("certificates of both sides");
        assertThat(provider.asked()).isEmpty();
    }

    @Test
    void aCertificateInTheCredentialVouchesForIt() {
        answered(predict("{}", Map.of("ca_cert_pem", CERTIFICATES.serviceCertificate())));
    }

    @Test
    void itIsNotLookedAtWhenNobodyWantsThat() {
        answered(predict("{\"skip_ssl_verification\": true}", Map.of()));
    }

    @Test
    void aCertificateForAnotherNameIsNone() {
        refused(predict(provider.url("localhost", "/x"), "{}", Map.of("ca_cert_pem", CERTIFICATES.serviceCertificate())))
                .says("TLS with localhost:", "localhost");
        assertThat(provider.asked()).isEmpty();
    }

    @Test
    void perchProvesItselfWithTwoPemTexts() {
        serveKnownClientsOnly();

        answered(predict("{\"mutual_tls_enabled\": true}", PEM));
    }

    @Test
    void perchProvesItselfWithAKeyStore() {
        serveKnownClientsOnly();

        answered(predict("{\"mutual_tls_enabled\": true, \"keystore_type\": \"PKCS12\"}", PKCS12));
    }

    @Test
    void aCertificateInAFileIsReadAgainWhenItChanges() throws IOException {
        Path file = Files.createDirectories(Path.of("target/test-credentials").toAbsolutePath()).resolve(Ml.name("ca"));
        Files.writeString(file, new Certificates("service.test").serviceCertificate());
        String model = model(provider.url("/x"), "{}", Map.of("ca_cert_pem", "file:" + file));
        refused(Ml.predict(model, ASK));

        Files.writeString(file, CERTIFICATES.serviceCertificate());

        answered(Ml.predict(model, ASK));
    }

    @Test
    void aServiceThatWantsToKnowPerchSaysSo() {
        serveKnownClientsOnly();

        refused(predict("{}", Map.of("ca_cert_pem", CERTIFICATES.serviceCertificate())));
        assertThat(provider.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"client_cert_pem, no certificate", "client_key_pem, no key", "ca_cert_pem, no certificate"})
    void whatIsNoPemIsTold(String member, String text) {
        unreadable(with(PEM, member, text), "PEM", member);
    }

    @ParameterizedTest
    @CsvSource({"client_cert_pkcs12, bm8gc3RvcmU=", "client_cert_pkcs12, not base64 at all!", "keystore_password, wrong"})
    void aKeyStoreThatCannotBeOpenedIsTold(String member, String text) {
        unreadable(with(PKCS12, member, text), "PKCS12", "client_cert_pkcs12");
    }

    private void unreadable(Map<String, String> credential, String kind, String named) {
        Refusal.of(predict("{\"mutual_tls_enabled\": true, \"keystore_type\": \"" + kind + "\"}", credential))
                .is(500, "status_exception", "credential_unreadable").says(named);
    }

    private static Map<String, String> with(Map<String, String> credential, String member, String text) {
        Map<String, String> changed = new HashMap<>(credential);
        changed.put(member, text);
        return changed;
    }

    private static void answered(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.<String>path("inference_results[0].output[0].dataAsMap.said")).isEqualTo("hello");
    }

    private static Refusal refused(Response answer) {
        return Refusal.of(answer).is(502, "status_exception", "remote_unreachable");
    }

    private Response predict(String clientConfig, Map<String, String> credential) {
        return predict(provider.url("/x"), clientConfig, credential);
    }

    private Response predict(String url, String clientConfig, Map<String, String> credential) {
        Response answer = Ml.predict(model(url, clientConfig, credential), ASK);
        assertThat(answer.asString()).doesNotContain(Connectors.KEY, Certificates.PASSWORD);
        return answer;
    }

    private String model(String url, String clientConfig, Map<String, String> credential) {
        provider.on("/x", Behaviours.json("{\"said\": \"hello\"}"));
        ObjectNode draft = Json.read(Ml.with("\"client_config\": " + clientConfig,
                Connectors.draft(url, "{\"a\": \"${parameters.a}\"}", "{}")), ObjectNode.class);
        credential.forEach(((ObjectNode) draft.path("credential"))::put);
        return Connectors.model(draft.toString());
    }
}
