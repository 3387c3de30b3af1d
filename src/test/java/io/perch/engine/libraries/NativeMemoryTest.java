package io.perch.engine.libraries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {

    private static final long MIB = 1 << 20;

    @Test
    void readsTheTotalsAndNotTheSingleHeaps() {
        String account = """
                <malloc version="1">
                <heap nr="0">
                <sizes>
                  <size from="17" to="32" total="64" count="2"/>
                </sizes>
                <total type="fast" count="2" size="64"/>
                <total type="rest" count="9" size="9000"/>
                <system type="current" size="135168"/>
                <system type="max" size="135168"/>
                <aspace type="total" size="135168"/>
                </heap>
                <total type="fast" count="2" size="100"/>
                <total type="rest" count="9" size="20000"/>
                <total type="mmap" count="1" size="3000000"/>
                <system type="current" size="500000"/>
                <system type="max" size="900000"/>
                <aspace type="total" size="500000"/>
                </malloc>
                """;

        assertThat(NativeMemory.inUse(account)).isEqualTo(500_000 - 20_100 + 3_000_000);
    }

    @Test
    void seesWhatNativeCodeTakesAndGivesBack() throws Throwable {
        Linker linker = Linker.nativeLinker();
        var malloc = linker.downcallHandle(linker.defaultLookup().findOrThrow("malloc"),
                FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
        var free = linker.downcallHandle(linker.defaultLookup().findOrThrow("free"), FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
        // far more than other threads of this process may move meanwhile
        Offset<Long> others = within(32 * MIB);
        long before = NativeMemory.inUse().orElseThrow();

        MemorySegment taken = (MemorySegment) malloc.invokeExact(512 * MIB);
        long between = NativeMemory.inUse().orElseThrow();
        free.invokeExact(taken);

        assertThat(between - before).isCloseTo(512 * MIB, others);
        assertThat(NativeMemory.inUse().orElseThrow() - before).isCloseTo(0L, others);
    }
}
