package io.perch.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.FunctionName;
import io.perch.model.Model;
import io.perch.model.Model.Content;
import io.perch.model.Model.DeploySetting;
import io.perch.model.Model.Times;
import io.perch.model.ModelConfig;
import io.perch.model.ModelFormat;
import io.perch.model.ModelState;
import io.perch.model.ResourceGuard;
import io.perch.settings.Settings;
import io.perch.testing.Servers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Vetoed;
import jakarta.inject.Inject;
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

    /** A machine with exactly so many bytes left. */
    @Vetoed
    static final class SmallMachine extends FreeMemory {

        private final long free;

        SmallMachine(long free) {
            this.free = free;
        }

        @Override
        long bytes() {
            return free;
        }
    }

    @Test
    void aModelThatNeedsMoreThanThereIsIsRefusedWithTheNumbers() {
        Preflight preflight = preflight(config.memoryReserve() + 149 * MIB);

        PerchException refused = catchThrowableOfType(PerchException.class, () -> preflight.check(model(100 * MIB), 1));

        assertThat(refused.code()).isEqualTo(ErrorCode.MEMORY_SHORT);
        assertThat(refused.reason()).contains("150 MiB").contains("149 MiB are free");
        assertThat(refused.hint()).contains("undeploy");
    }

    @Test
    void aModelThatJustFitsIsLetIn() {
        Preflight preflight = preflight(config.memoryReserve() + 150 * MIB);

        assertThatCode(() -> preflight.check(model(100 * MIB), 1)).doesNotThrowAnyException();
    }

    @Test
    void lessThanTheReserveIsCalledNothing() {
        Preflight preflight = preflight(1);

        PerchException refused = catchThrowableOfType(PerchException.class, () -> preflight.check(model(100 * MIB), 1));

        assertThat(refused.reason()).contains(" 0 MiB are free");
    }

    private Preflight preflight(long free) {
        return new Preflight(settings, config, new SmallMachine(free), guard);
    }

    private static Model model(long bytes) {
        return new Model("m", "g", "name", 1, null, FunctionName.TEXT_EMBEDDING, ModelFormat.ONNX, ModelState.REGISTERED,
                ModelConfig.NONE, new Content("00", bytes, 1), true, DeploySetting.DEFAULT,
                new Times(0, 0, null, null, null), 1);
    }
}
