package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.Servers;
import io.perch.testing.WithRemoteModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A Perch whose operator lets pass what a guardrail cannot be held against. */
@QuarkusTest
@TestProfile(GuardAcceptTest.Accepting.class)
@WithTestResource(Servers.class)
class GuardAcceptTest extends WithRemoteModels {

    @Test
    void whatCannotBeEvaluatedPassesAndWhatIsFoundDoesNot() {
        String words = remote("hello", "\"guardrails\": {\"input_guardrail\": {\"stop_words\": [{\"index_name\": \"no-such-index\","
                + " \"source_fields\": [\"title\"]}]}}");
        String pattern = remote("hello", "\"guardrails\": {\"input_guardrail\": {\"regex\": [\"abort\"]}}");

        assertThat(Ml.predict(words, GuardrailsTest.prompt("abort")).statusCode()).isEqualTo(200);
        assertThat(Ml.predict(pattern, GuardrailsTest.prompt("abort")).statusCode()).isEqualTo(400);
    }

    @Test
    void aJudgeThatIsGoneLetsAllPass() {
        String judge = Connectors.model(Connectors.draft(provider.url("/guard"), "{\"prompt\": \"${parameters.question}\"}", "{}"));
        String model = remote("hello", "\"guardrails\": {\"input_guardrail\": {\"model_id\": \"" + judge
                + "\", \"response_validation_regex\": \"accept\"}}");
        Ml.remove(judge);

        assertThat(Ml.predict(model, GuardrailsTest.prompt("nice")).statusCode()).isEqualTo(200);
    }

    public static class Accepting implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("perch.guard.when-unevaluated", "accept");
        }
    }
}
