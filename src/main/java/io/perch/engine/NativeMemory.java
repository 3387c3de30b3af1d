package io.perch.engine;

/** The C heap, on which the engines keep their weights. */
final class NativeMemory {

    private NativeMemory() {
    }

    /** Gives freed pages back to the system: glibc keeps them otherwise (258 MB instead of 88 after unloading MiniLM). */
    static void trim() {
        GlibcTrim.run();
    }
}
