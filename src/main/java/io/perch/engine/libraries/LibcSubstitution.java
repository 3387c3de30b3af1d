package io.perch.engine.libraries;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import org.graalvm.nativeimage.StackValue;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CCharPointerPointer;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.nativeimage.c.type.CTypeConversion.CCharPointerHolder;
import org.graalvm.nativeimage.c.type.VoidPointer;
import org.graalvm.nativeimage.c.type.WordPointer;

/** {@link Libc} in the native executable, which is linked against glibc. Read by the image builder only. */
@TargetClass(Libc.class)
final class LibcSubstitution {

    private LibcSubstitution() {
    }

    @Substitute
    public static void trimHeap() {
        Functions.mallocTrim(0);
    }

    @Substitute
    static String mallocInfo() {
        CCharPointerPointer text = StackValue.get(CCharPointerPointer.class);
        WordPointer length = StackValue.get(WordPointer.class);
        VoidPointer stream = Functions.openMemstream(text, length);
        Functions.mallocInfo(0, stream);
        Functions.fclose(stream);
        String xml = CTypeConversion.toJavaString(text.read());
        Functions.free(text.read());
        return xml;
    }

    @Substitute
    public static void setEnvironment(String name, String value) {
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

        @CFunction("malloc_info")
        static native int mallocInfo(int options, VoidPointer stream);

        @CFunction("open_memstream")
        static native VoidPointer openMemstream(CCharPointerPointer text, WordPointer length);

        @CFunction("fclose")
        static native int fclose(VoidPointer stream);

        @CFunction("free")
        static native void free(CCharPointer memory);

        @CFunction("setenv")
        static native int setenv(CCharPointer name, CCharPointer value, int overwrite);
    }
}
