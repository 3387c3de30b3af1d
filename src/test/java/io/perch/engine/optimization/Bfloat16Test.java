package io.perch.engine.optimization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Bfloat16Test {

    @ParameterizedTest
    @CsvSource({"1, 1", "-2.5, -2.5", "0, 0", "1.00390625, 1", "1.01171875, 1.015625", "0.1, 0.10009765625",
        "3.4028235e38, Infinity", "-Infinity, -Infinity"})
    void roundsToTheNearestAndTiesToEven(float number, float rounded) {
        short bits = Bfloat16File.rounded(Float.floatToRawIntBits(number));

        assertThat(Float.intBitsToFloat(bits << 16)).isEqualTo(rounded);
    }

    @Test
    void aNanWhoseLowerHalfMadeItOneStaysOne() {
        assertThat(Float.intBitsToFloat(Bfloat16File.rounded(0x7F800001) << 16)).isNaN();
    }

    @Test
    void readsWhatTheProcessorCan() {
        assertThat(Bfloat16Processor.in(Stream.of("processor\t: 0", "flags\t\t: fpu avx512f avx512_bf16 rdpid"))).isTrue();
        assertThat(Bfloat16Processor.in(Stream.of("flags\t\t: fpu amx_bf16 amx_tile"))).isTrue();
        assertThat(Bfloat16Processor.in(Stream.of("Features\t: fp asimd i8mm bf16"))).isTrue();
        assertThat(Bfloat16Processor.in(Stream.of("model name\t: bf16", "flags\t\t: fpu avx512f avx512_vnni"))).isFalse();
    }
}
