package io.perch.search;

import java.time.Duration;
import java.util.List;

/** For tests of whoever asks which indices a caller may name. */
public final class TestIndices {

    private TestIndices() {
    }

    /** As Perch has it unless its operator says otherwise. */
    public static CallersIndices usual() {
        return new CallersIndices(new Config(List.of("*"), List.of("perch-*", ".*")));
    }

    record Config(List<String> allowed, List<String> forbidden) implements IndexConfig {
        @Override
        public Duration patience() {
            return Duration.ZERO;
        }
    }
}
