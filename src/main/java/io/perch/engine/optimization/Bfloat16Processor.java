package io.perch.engine.optimization;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Whether this machine multiplies bfloat16 itself. Without that libtorch widens every weight again: slower than float32. */
public final class Bfloat16Processor {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** As Linux names them on x86, and on ARM. */
    private static final List<String> INSTRUCTIONS = List.of("avx512_bf16", "amx_bf16", "bf16");

    private Bfloat16Processor() {
    }

    /** False where the system does not say. */
    public static boolean here() {
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return in(lines);
        } catch (IOException notLinux) {
            return false;
        }
    }

    static boolean in(Stream<String> cpuInfo) {
        return cpuInfo.filter(line -> line.startsWith("flags") || line.startsWith("Features"))
                .anyMatch(line -> Arrays.stream(line.split("\\s+")).anyMatch(INSTRUCTIONS::contains));
    }
}
