package io.perch.engine.libraries;

/**
 * The few C library calls that the engines need and Java lacks. Does nothing where the library has no such function.
 * The native executable, which has no FFM, gets other bodies: {@link LibcSubstitution}.
 */
public final class Libc {

    private Libc() {
    }

    /** Gives freed pages back to the system: glibc keeps them otherwise (258 MB instead of 88 after unloading MiniLM). */
    public static void trimHeap() {
        LibcForeign.mallocTrim();
    }

    /**
     * The account of the C library's allocator, as XML ({@code malloc_info}): what native code holds, and nothing of Java's heap,
     * of pages that are only kept for later, or of the file cache. {@code null} where there is none.
     */
    static String mallocInfo() {
        return LibcForeign.mallocInfo();
    }

    /** For native libraries, which read the process's environment and not Java's copy of it. */
    public static void setEnvironment(String name, String value) {
        LibcForeign.setenv(name, value);
    }
}
