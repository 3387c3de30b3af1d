package io.perch.engine.libraries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class LibcTest {

    @Test
    void trimmingIsAlwaysAllowed() {
        assertThatCode(Libc::trimHeap).doesNotThrowAnyException();
    }

    @Test
    void nativeCodeSeesTheEnvironment() throws Throwable {
        Libc.setEnvironment("PERCH_LIBC_TEST", "1");

        assertThat(getenv("PERCH_LIBC_TEST")).isEqualTo("1");
    }

    private static String getenv(String name) throws Throwable {
        Linker linker = Linker.nativeLinker();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = (MemorySegment) linker.downcallHandle(linker.defaultLookup().findOrThrow("getenv"),
                    FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS)).invokeExact(arena.allocateFrom(name));
            return value.reinterpret(100).getString(0);
        }
    }
}
