package io.perch.engine;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class NativeMemoryTest {

    @Test
    void trimmingIsAlwaysAllowed() {
        assertThatCode(NativeMemory::trim).doesNotThrowAnyException();
    }
}
