package io.perch.job;

import io.perch.testing.Ml;
import io.perch.testing.Refusal;
import io.perch.testing.Repository;
import io.perch.testing.Servers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A Perch whose operator has no repository. */
@QuarkusTest
@TestProfile(PretrainedOffTest.NoRepository.class)
@WithTestResource(value = Servers.class, initArgs = @ResourceArg(name = "opensearch", value = "false"))
class PretrainedOffTest {

    @Test
    void aNameIsRefusedAtOnce() {
        Refusal.of(Ml.post("/models/_register", Repository.registration(Ml.name("hf/tiny"), "1")))
                .is(400, "illegal_argument_exception", "pretrained_off")
                .says("Pretrained models are switched off here: perch.pretrained.root is empty")
                .advises("register the model by its url");
    }

    public static class NoRepository implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("perch.pretrained.root", "");
        }
    }
}
