package io.perch.engine;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.nativeimage.c.type.CTypeConversion.CCharPointerHolder;

/** {@link Libc} in the native executable, which is linked against glibc. Read by the image builder only. */
@TargetClass(Libc.class)
final class LibcSubstitution {

    private LibcSubstitution() {
    }

    @Substitute
    static void trimHeap() {
        Functions.mallocTrim(0);
    }

    @Substitute
    static void setEnvironment(String name, String value) {
        try (CCharPointerHolder cName = CTypeConversion.toCString(name);
                CCharPointerHolder cValue = CTypeConversion.toCString(value)) {
            Functions.setenv(cName.get(), cValue.get(), 1);
        }
    }

    static final class Functions {

        private Functions() {
        }

        @CFunction("malloc_trim")
        static native int mallocTrim(long pad);

        @CFunction("setenv")
        static native int setenv(CCharPointer name, CCharPointer value, int overwrite);
    }
}
