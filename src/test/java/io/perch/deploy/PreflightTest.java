package io.perch.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.ErrorCode;
import io.perch.model.FunctionName;
import io.perch.model.Model;
import io.perch.model.Model.Content;
import io.perch.model.Model.DeploySetting;
import io.perch.model.Model.Times;
import io.perch.model.ModelConfig;
import io.perch.model.ModelFormat;
import io.perch.model.Gate;
import io.perch.model.ModelState;
import io.perch.model.ResourceGuard;
import io.perch.settings.MlSettings;
import io.perch.settings.Settings;
import io.perch.testing.Servers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Vetoed;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class PreflightTest {

    private static final long MIB = 1 << 20;

    @Inject
    Settings settings;
    @Inject
    DeployConfig config;
    @Inject
    ResourceGuard guard;

    /** A machine with 1 GiB, of which exactly so many bytes are left. */
    @Vetoed
    static final class SmallMachine extends FreeMemory {

        private final long free;

        SmallMachine(long free) {
            this.free = free;
        }

        @Override
        Reading now() {
            return new Reading(1024 * MIB, free);
        }
    }

    private final ModelCosts costs = new ModelCosts();

    @Test
    void aModelThatNeedsMoreThanThereIsIsRefusedWithTheNumbers() {
        Preflight preflight = preflight(config.memoryReserve() + 149 * MIB);

        List<Shortage> shortages = preflight.check(model("m", 100 * MIB), 1, 0);

        assertThat(shortages).hasSize(1);
        assertThat(shortages.getFirst().code()).isEqualTo(ErrorCode.MEMORY_SHORT);
        assertThat(shortages.getFirst().reason()).contains("150 MiB").contains("149 MiB are free");
        assertThat(shortages.getFirst().bytes()).isEqualTo(MIB);
        assertThat(shortages.getFirst().places()).isZero();
    }

    @Test
    void aModelThatJustFitsIsLetIn() {
        Preflight preflight = preflight(config.memoryReserve() + 150 * MIB);

        assertThat(preflight.check(model("m", 100 * MIB), 1, 0)).isEmpty();
    }

    @Test
    void lessThanTheReserveIsCalledNothing() {
        Preflight preflight = preflight(1);

        assertThat(preflight.check(model("m", 100 * MIB), 1, 0).getFirst().reason()).contains(" 0 MiB are free");
    }

    @Test
    void whatIsBeingLoadedCountsAsTakenUntilThatIsOver() {
        Preflight preflight = preflight(config.memoryReserve() + 299 * MIB);
        Model first = model("first", 100 * MIB);
        Model second = model("second", 100 * MIB);
        preflight.check(first, 1, 0);

        List<Shortage> meanwhile = preflight.check(second, 1, 0);
        preflight.over(first);

        assertThat(meanwhile.getFirst().bytes()).isEqualTo(MIB);
        assertThat(preflight.check(second, 1, 0)).isEmpty();
    }

    @Test
    void whatALoadWasMeasuredToTakeIsReckonedWithFromThenOn() {
        Preflight preflight = preflight(config.memoryReserve() + 130 * MIB);
        Model model = model("m", 100 * MIB);
        assertThat(preflight.check(model, 1, 0)).isNotEmpty();

        costs.learn(model, 125 * MIB);

        assertThat(preflight.check(model, 1, 0)).isEmpty();
    }

    @Test
    void modelsBeyondTheirNumberLackPlaces() {
        int most = settings.get(MlSettings.MAX_MODEL_ON_NODE);

        List<Shortage> shortages = preflight(1024 * MIB).check(model("m", MIB), most + 2, 0);

        assertThat(shortages.getFirst().code()).isEqualTo(ErrorCode.TOO_MANY_MODELS);
        assertThat(shortages.getFirst().places()).isEqualTo(2);
    }

    private Preflight preflight(long free) {
        return new Preflight(settings, config, new SmallMachine(free), costs, guard);
    }

    private static Model model(String id, long bytes) {
        return new Model(id, "g", "name", 1, null, FunctionName.TEXT_EMBEDDING, ModelFormat.ONNX, null, ModelState.REGISTERED,
                ModelConfig.NONE, new Content(id, bytes, 1), true, DeploySetting.DEFAULT, Gate.OPEN,
                new Times(0, 0, null, null, null), 1);
    }
}
