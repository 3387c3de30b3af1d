package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.TinyModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much of a replica a model may take, as its owner says in {@code deploy_setting}. */
@QuarkusTest
@WithTestResource(Servers.class)
class ModelLimitsTest {

    private static final Path ZIP = TinyModels.embedding(Packages.folder("limits"));
    private static final String TWO = "{\"text_docs\": [\"hello\", \"world\"]}";

    @Test
    void theOwnersLimitHoldsAndMayBeChangedWhileTheModelIsDeployed() {
        String model = Ml.deployed(limited("\"max_queue\": 1, \"max_workers\": 1"));
        Response shown = Ml.get("/models/" + model);
        assertThat(shown.<Integer>path("deploy_setting.max_queue")).isEqualTo(1);
        assertThat(shown.<Integer>path("deploy_setting.max_workers")).isEqualTo(1);

        Refusal.of(Ml.predict(model, TWO)).is(429, "rejected_execution_exception", "queue_full")
                .says("2 more exceed the limit of 1").advises("max_queue in the model's deploy_setting");
        assertThat(Ml.put("/models/" + model, "{\"deploy_setting\": {\"max_queue\": 2}}").statusCode()).isEqualTo(200);

        assertThat(Ml.predict(model, TWO).statusCode()).isEqualTo(200);
        assertThat(Ml.get("/models/" + model).<Integer>path("deploy_setting.max_workers")).isNull();
        Ml.remove(model);
    }

    @ParameterizedTest
    @CsvSource({"max_queue, 0, >= 1", "max_workers, 0, >= 1", "max_queue, 1000001, <= 1000000", "max_workers, many, a whole number"})
    void impossibleLimitsAreRefused(String member, String value, String fault) {
        Refusal.of(Ml.post("/models/_register", limited("\"" + member + "\": \"" + value + "\""))).isInvalid()
                .says("Field [deploy_setting." + member + "] must be " + fault);
    }

    private static String limited(String limits) {
        return Ml.with("\"deploy_setting\": {" + limits + "}", Ml.registration(Ml.name("limited"), ZIP));
    }
}
