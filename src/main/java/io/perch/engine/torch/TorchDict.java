package io.perch.engine.torch;

import ai.djl.pytorch.jni.IValue;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * The order of a dict's members. libtorch keeps it and ML Commons promises it; DJL's own {@code toIValueMap} loses it in a hash
 * map, so its native methods are called here, once per network.
 */
final class TorchDict {

    private static final String LIBRARY = "ai.djl.pytorch.jni.PyTorchLibrary";

    private TorchDict() {
    }

    /** Throws {@link ai.djl.engine.EngineException} when the keys are no texts. */
    static List<String> names(IValue dict) {
        List<String> names = new ArrayList<>();
        long[] keysAndValues = (long[]) call("iValueToMap", dict.getHandle());
        try {
            for (int i = 0; i < keysAndValues.length; i += 2) {
                names.add((String) call("iValueToString", keysAndValues[i]));
            }
        } finally {
            for (long handle : keysAndValues) {
                call("torchDeleteIValue", handle);
            }
        }
        return names;
    }

    private static Object call(String name, long handle) {
        try {
            Class<?> library = Class.forName(LIBRARY, true, IValue.class.getClassLoader());
            Field instance = library.getDeclaredField("LIB");
            Method method = library.getDeclaredMethod(name, long.class);
            instance.setAccessible(true);
            method.setAccessible(true);
            return method.invoke(instance.get(null), handle);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() instanceof RuntimeException refusal ? refusal : new IllegalStateException(thrown.getCause());
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException("DJL's native side is not the one that this was written for", changed);
        }
    }
}
