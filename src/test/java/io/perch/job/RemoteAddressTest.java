package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Behaviours;
import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.Provider;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.TestHosts;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where connectors may not lead, whatever their url says. */
@QuarkusTest
@WithTestResource(Servers.class)
class RemoteAddressTest {

    private static final String ASK = "{\"parameters\": {\"a\": \"x\"}}";

    @Inject
    TestHosts hosts;

    private final Provider provider = new Provider();

    @BeforeEach
    void allowAnyUrlAndNoPrivateAddress() {
        provider.on("/x", Behaviours.json("{\"reached\": true}"));
        Ml.setting("trusted_connector_endpoints_regex", List.of("\"^https?://.*$\""));
        Ml.setting("connector.private_ip_enabled", false);
    }

    @AfterEach
    void forbid() {
        Connectors.forbid();
        Ml.setting("trusted_connector_private_endpoints_regex", null);
        hosts.forget();
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "172.16.0.9", "192.168.1.1", "169.254.169.254", "0.0.0.0", "[::1]", "[fd00::1]",
        "[fe80::1]", "[::ffff:127.0.0.1]", "100.64.0.1"})
    void privateAddressesAreRefused(String host) {
        Refusal.of(Ml.predict(model("http://" + host + ":" + port() + "/x"), ASK))
                .is(400, "illegal_argument_exception", "address_forbidden")
                .says("Remote inference host name has private ip address: ").advises("private_ip_enabled");
        assertThat(provider.asked()).isEmpty();
    }

    @Test
    void anOperatorMayAllowThemAll() {
        Ml.setting("connector.private_ip_enabled", true);

        assertThat(Ml.predict(model(provider.url("/x")), ASK).statusCode()).isEqualTo(200);
    }

    @Test
    void anOperatorMayAllowOneOfThem() {
        Ml.setting("trusted_connector_private_endpoints_regex", List.of("\"^http://127[.]0[.]0[.]1:" + port() + "/.*$\""));

        assertThat(Ml.predict(model(provider.url("/x")), ASK).statusCode()).isEqualTo(200);
        Refusal.of(Ml.predict(model("http://127.0.0.1:1/x"), ASK)).is(400, "illegal_argument_exception", "address_forbidden");
    }

    @Test
    void aNameThatStandsForAPrivateAddressIsRefused() {
        hosts.answer("inside.example", "127.0.0.1");

        Refusal.of(Ml.predict(model("http://inside.example:" + port() + "/x"), ASK))
                .is(400, "illegal_argument_exception", "address_forbidden")
                .says("Remote inference host name has private ip address: inside.example");
    }

    @Test
    void onePrivateAddressAmongOthersIsOneTooMany() {
        hosts.answer("mixed.example", "203.0.113.7", "127.0.0.1");

        Refusal.of(Ml.predict(model("http://mixed.example:" + port() + "/x"), ASK))
                .is(400, "illegal_argument_exception", "address_forbidden");
    }

    /** The service is on this machine: were the name looked up again to dial it, the call would arrive. */
    @Test
    void theAddressThatWasJudgedIsTheOneThatIsDialled() {
        hosts.answer("changing.example", "203.0.113.7");
        hosts.answer("changing.example", "127.0.0.1");
        String model = model("http://changing.example:" + port() + "/x");

        Response answer = Ml.predict(model, ASK);

        assertThat(answer.<String>path("error.code")).isIn("remote_unreachable", "remote_timed_out");
        assertThat(provider.asked()).isEmpty();
        Refusal.of(Ml.predict(model, ASK)).is(400, "illegal_argument_exception", "address_forbidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://2130706433/x", "http://0x7f.1/x", "http://127.1/x", "http://api.openai.com@127.0.0.1/x",
        "http://127.0.0.1\\\\@api.openai.com/x", "ftp://api.openai.com/x", "http://api.openai.com:99999/x", "file:///etc/passwd",
        "http:///x"})
    void urlsInDisguiseAreNotStored(String url) {
        Response answer = Ml.post("/connectors/_create", Connectors.draft(url, "{\"a\": 1}", "{}"));

        assertThat(Refusal.of(answer).status()).isEqualTo(400);
    }

    @Test
    void aCallersParameterDoesNotLeadElsewhere() {
        Connectors.allow();
        String model = Connectors.model(Connectors.draft(provider.url("/models/${parameters.m}/run"), "{\"a\": \"${parameters.a}\"}",
                "{}"));
        provider.on("/models/a/run", Behaviours.json("{}")).on("/secret", Behaviours.json("{\"reached\": true}"));

        assertThat(Ml.predict(model, "{\"parameters\": {\"a\": 1, \"m\": \"a\"}}").statusCode()).isEqualTo(200);
        for (String trick : List.of("../secret?", "a/../../secret#", "..%2f..%2fsecret", "x@evil.example.com/")) {
            Response answer = Ml.predict(model, "{\"parameters\": {\"a\": 1, \"m\": \"" + trick + "\"}}");
            assertThat(answer.statusCode()).as(trick).isBetween(400, 499);
            assertThat(answer.asString()).doesNotContain("reached");
        }
    }

    private String model(String url) {
        return Connectors.model(Ml.with("\"client_config\": {\"connection_timeout\": 1}",
                Connectors.draft(url, "{\"a\": \"${parameters.a}\"}", "{}")));
    }

    private int port() {
        return URI.create(provider.url("/")).getPort();
    }
}
