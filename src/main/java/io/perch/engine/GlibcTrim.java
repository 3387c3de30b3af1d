package io.perch.engine;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** {@code malloc_trim(0)} on the JVM. Only {@link NativeMemory} may refer to it: the native executable has no FFM. */
final class GlibcTrim {

    private GlibcTrim() {
    }

    /** Does nothing where the C library has no such function (musl, macOS). */
    static void run() {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> mallocTrim = linker.defaultLookup().find("malloc_trim");
        mallocTrim.ifPresent(function -> call(linker, function));
    }

    private static void call(Linker linker, MemorySegment mallocTrim) {
        try {
            int released = (int) linker
                    .downcallHandle(mallocTrim, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG))
                    .invokeExact(0L);
        } catch (Throwable impossible) {
            throw new IllegalStateException("malloc_trim does not throw", impossible);
        }
    }
}
