package io.perch.engine.libraries;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** {@link Libc} on the JVM. Only Libc may refer to it, so that the native executable does not reach it. */
final class LibcForeign {

    private LibcForeign() {
    }

    static void mallocTrim() {
        find("malloc_trim", FunctionDescriptor.of(JAVA_INT, JAVA_LONG)).ifPresent(function -> call(function, 0L));
    }

    static void setenv(String name, String value) {
        try (Arena arena = Arena.ofConfined()) {
            find("setenv", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT))
                    .ifPresent(function -> call(function, arena.allocateFrom(name), arena.allocateFrom(value), 1));
        }
    }

    static String mallocInfo() {
        Optional<MethodHandle> info = find("malloc_info", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
        if (info.isEmpty()) {
            return null;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(ADDRESS);
            MemorySegment length = arena.allocate(JAVA_LONG);
            MethodHandle open = find("open_memstream", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS)).orElseThrow();
            Object stream = call(open, text, length);
            call(info.get(), 0, stream);
            call(find("fclose", FunctionDescriptor.of(JAVA_INT, ADDRESS)).orElseThrow(), stream);
            MemorySegment written = text.get(ADDRESS, 0);
            String xml = written.reinterpret(length.get(JAVA_LONG, 0) + 1).getString(0);
            call(find("free", FunctionDescriptor.ofVoid(ADDRESS)).orElseThrow(), written);
            return xml;
        }
    }

    private static Optional<MethodHandle> find(String name, FunctionDescriptor signature) {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup().find(name).map(address -> linker.downcallHandle(address, signature));
    }

    private static Object call(MethodHandle function, Object... arguments) {
        try {
            return function.invokeWithArguments(arguments);
        } catch (Throwable impossible) {
            throw new IllegalStateException("a C function does not throw", impossible);
        }
    }
}
