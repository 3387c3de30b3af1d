package io.perch;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Behaviours;
import io.perch.testing.Connectors;
import io.perch.testing.Provider;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The master key changes between lives of a replica, as {@code docs/connectors.md} says. */
class KeyRotationIT {

    private static final String OLD = "b2xkIG1hc3RlciBrZXk6IDMyIGJ5dGVzLCBub3QgbW8=";
    private static final String NEW = "bmV3IG1hc3RlciBrZXk6IDMyIGJ5dGVzLCBub3QgbW8=";
    private static final String ASK = "{\"parameters\": {\"messages\": []}}";

    private final OwnDatabase database = OwnDatabase.create("key_rotation");
    private final Provider provider = new Provider().on("/v1/chat/completions", Behaviours.json("{}"));
    private PerchProcess perch;
    private String model;

    @BeforeEach
    void sealUnderTheOldKey() {
        perch = start(OLD, "");
        perch.setting("trusted_connector_endpoints_regex", "[\"^http://127[.]0[.]0[.]1:.*$\"]");
        perch.setting("connector.private_ip_enabled", true);
        String connector = perch.post("/connectors/_create", Connectors.chat(provider)).path("connector_id");
        model = perch.post("/models/_register", Connectors.registration(connector)).path("model_id");
        assertThat(ask().statusCode()).isEqualTo(200);
    }

    @AfterEach
    void end() {
        perch.close();
        provider.close();
    }

    @Test
    void afterARotationTheOldKeyCanGo() {
        restart(NEW, OLD);
        assertThat(perch.post("/connectors/_rotate_key").<Boolean>path("rotated")).isTrue();
        assertThat(perch.post("/connectors/_rotate_key").<Boolean>path("rotated")).isFalse();

        restart(NEW, "");

        assertThat(ask().statusCode()).isEqualTo(200);
        assertThat(provider.last().headers()).containsEntry("authorization", "Bearer " + Connectors.KEY);
    }

    @Test
    void withAnotherMasterKeyNothingIsSentAndNothingIsLost() {
        restart(NEW, "");
        provider.forget();

        Response refused = ask();

        assertThat(refused.statusCode()).as(refused.asString()).isBetween(500, 503);
        assertThat(refused.<String>path("error.reason")).contains("master key");
        assertThat(refused.<String>path("error.hint")).contains("perch.credentials.previous-master-keys");
        assertThat(provider.asked()).isEmpty();

        restart(OLD, "");
        assertThat(ask().statusCode()).isEqualTo(200);
    }

    private Response ask() {
        return perch.post("/models/" + model + "/_predict", ASK);
    }

    private void restart(String key, String previous) {
        perch.close();
        perch = start(key, previous);
    }

    private PerchProcess start(String key, String previous) {
        // a replica with the wrong key would not be ready, which is right for a rolling change and no use to this test
        Map<String, String> environment = new HashMap<>(Map.of("PERCH_CREDENTIALS_MASTER_KEY", key,
                "PERCH_DEPLOY_READY_WITH_FAILED_MODELS", "true"));
        if (!previous.isEmpty()) {
            environment.put("PERCH_CREDENTIALS_PREVIOUS_MASTER_KEYS", previous);
        }
        return new PerchProcess("rotating", database, environment).start();
    }
}
