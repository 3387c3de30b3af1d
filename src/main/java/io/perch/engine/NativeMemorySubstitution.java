package io.perch.engine;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import org.graalvm.nativeimage.c.function.CFunction;

/** {@code malloc_trim(0)} in the native executable, which is linked against glibc. Read by the image builder only. */
@TargetClass(NativeMemory.class)
final class NativeMemorySubstitution {

    private NativeMemorySubstitution() {
    }

    @Substitute
    static void trim() {
        Glibc.mallocTrim(0);
    }

    static final class Glibc {

        private Glibc() {
        }

        @CFunction("malloc_trim")
        static native int mallocTrim(long pad);
    }
}
