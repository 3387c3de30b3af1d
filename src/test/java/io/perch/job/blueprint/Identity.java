package io.perch.job.blueprint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.testing.Provider.Asked;
import io.perch.testing.SigV4Verifier;
import io.perch.testing.SigV4Verifier.Account;
import java.time.Instant;
import java.util.Map;

/** How a service knows who calls, and what is shown of it to those who try a connector. Names of headers in lower case. */
public sealed interface Identity {

    String KEY = "sk-blueprint-4711-secret";
    String ACCESS_KEY = "AKIDBLUEPRINT";
    String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+blueprint";
    String SESSION_TOKEN = "IQoJb3JpZ2luX2Vj//blueprint==";
    String REGION = "us-east-1";

    String MASK = "***";

    /** @param credential of the connector */
    void check(Asked asked, JsonNode credential, Instant now);

    void checkShown(Map<String, String> headers);

    static Identity bearer() {
        return new Header("authorization", "Bearer ");
    }

    record Header(String name, String before) implements Identity {

        @Override
        public void check(Asked asked, JsonNode credential, Instant now) {
            assertThat(asked.headers()).containsEntry(name, before + KEY);
        }

        @Override
        public void checkShown(Map<String, String> headers) {
            assertThat(headers).containsEntry(name, before + MASK);
        }
    }

    record Nobody() implements Identity {

        @Override
        public void check(Asked asked, JsonNode credential, Instant now) {
            assertThat(asked.headers()).doesNotContainKeys("authorization", "api-key");
        }

        @Override
        public void checkShown(Map<String, String> headers) {
            assertThat(headers).doesNotContainKey("authorization");
        }
    }

    record Aws(String service) implements Identity {

        @Override
        public void check(Asked asked, JsonNode credential, Instant now) {
            Account account = new Account(ACCESS_KEY, SECRET_KEY, credential.has("session_token") ? SESSION_TOKEN : null);
            assertThat(new SigV4Verifier(account, service, REGION).fault(asked, now)).isEmpty();
        }

        @Override
        public void checkShown(Map<String, String> headers) {
            assertThat(headers).containsEntry("authorization", "AWS4-HMAC-SHA256 " + MASK);
        }
    }
}
