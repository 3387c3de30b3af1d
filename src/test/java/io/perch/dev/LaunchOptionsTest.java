package io.perch.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaunchOptionsTest {

    @Test
    void readsFlagsAndPorts() {
        LaunchOptions options = read(Map.of("PERCH_PORT", "9090"), "demo", "--exit", "--native");

        assertThat(options).isEqualTo(new LaunchOptions(true, true, true, Path.of("p"), 9090, 15432, 19200));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> read(Map.of(), "run", "--exit")).isInstanceOf(StartFailed.class).hasMessageContaining("'--exit'");
        assertThatThrownBy(() -> read(Map.of(), "demo", "--native", "x")).hasMessageContaining("'x'");
        assertThatThrownBy(() -> read(Map.of())).hasMessageContaining("'demo' or 'run'");
    }

    @Test
    void refusesPortsThatAreNone() {
        assertThatThrownBy(() -> read(Map.of("PERCH_POSTGRES_PORT", "65536"), "run"))
                .hasMessage("PERCH_POSTGRES_PORT is '65536': it must be a port number from 1 to 65535.");
        assertThatThrownBy(() -> read(Map.of("PERCH_PORT", ""), "run")).hasMessageContaining("PERCH_PORT is ''");
    }

    private static LaunchOptions read(Map<String, String> environment, String... words) {
        return LaunchOptions.read(List.of(words), environment, Path.of("p"));
    }
}
