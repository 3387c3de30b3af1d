package io.perch.engine.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtEngineProvider;
import ai.djl.pytorch.engine.PtNDManager;
import io.perch.engine.libraries.Libc;
import io.perch.engine.libraries.NativeLibraries;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** libtorch in this process. The first TorchScript model loads it; a process that serves none does not pay for it. */
final class TorchRuntime {

    private static boolean loaded;

    private TorchRuntime() {
    }

    /**
     * A manager of native memory, to be closed by the network that owns it.
     *
     * @throws io.perch.base.PerchException ENGINE_MISSING, naming the library
     */
    static synchronized PtNDManager newManager() {
        if (!loaded) {
            load();
            loaded = true;
        }
        return (PtNDManager) Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
    }

    private static void load() {
        String configured = System.getProperty(NativeLibraries.TORCH_FOLDER);
        Path folder = configured == null ? TorchFiles.fromJars() : TorchFiles.in(Path.of(configured));
        oneThreadPerCaller();
        prepareDjl(folder);
        try {
            // the service loader of some class loaders does not find it
            Engine.registerEngine(new PtEngineProvider());
            Engine.getEngine("PyTorch");
        } catch (EngineException | LinkageError missing) {
            throw NativeLibraries.missing(TorchFiles.JNI, missing);
        }
    }

    /** Engine threads are the parallelism. OpenMP reads its environment while it is loaded. */
    private static void oneThreadPerCaller() {
        Libc.setEnvironment("OMP_NUM_THREADS", "1");
        Libc.setEnvironment("MKL_NUM_THREADS", "1");
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    }

    /** Everything that DJL would otherwise look for on the network, or on the graphics card. */
    private static void prepareDjl(Path folder) {
        Properties system = System.getProperties();
        system.setProperty(NativeLibraries.TORCH_FOLDER, folder.toString());
        system.setProperty("PYTORCH_FLAVOR", "cpu");
        // DJL loads whatever library it sees beside libtorch
        system.setProperty("PYTORCH_LIBRARY_EXCLUSION", Stream.of(NativeLibraries.ONNX, NativeLibraries.ONNX_JNI,
                NativeLibraries.TOKENIZERS).map(System::mapLibraryName).collect(Collectors.joining(",")));
    }
}
