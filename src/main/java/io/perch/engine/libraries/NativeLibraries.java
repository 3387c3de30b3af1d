package io.perch.engine.libraries;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the engines' native libraries come from: a folder when one is configured or lies beside the native executable,
 * else the jars. Nothing is ever downloaded.
 */
public final class NativeLibraries {

    public static final String ONNX = "onnxruntime";
    public static final String ONNX_JNI = "onnxruntime4j_jni";
    public static final String TOKENIZERS = "tokenizers";

    /** The system property with the folder of libtorch; set when libraries come from a folder. DJL reads it too. */
    public static final String TORCH_FOLDER = "PYTORCH_LIBRARY_PATH";

    private final Optional<Path> folder;
    private boolean prepared;

    public NativeLibraries(Optional<Path> configured) {
        this.folder = configured.or(NativeLibraries::besideTheExecutable);
    }

    /**
     * Points the engines at the folder; must run before any of their classes is initialized.
     *
     * @throws PerchException ENGINE_MISSING when the folder lacks a library
     */
    public synchronized void prepare() {
        if (prepared) {
            return;
        }
        // ONNX Runtime 1.29 reports to its maker, and for that runs a recursive regex over the command line, which overflows the
        // stack of any JVM with a class path of 4 kB or more (vespa-engine/vespa#37786)
        Libc.setEnvironment("ORT_DISABLE_TELEMETRY", "1");
        // DJL calls an EC2 metadata address and may download otherwise
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
        folder.ifPresent(NativeLibraries::loadFrom);
        prepared = true;
    }

    private static void loadFrom(Path folder) {
        for (String library : List.of(ONNX, ONNX_JNI, TOKENIZERS)) {
            if (!Files.isRegularFile(folder.resolve(System.mapLibraryName(library)))) {
                throw missing(library, new UnsatisfiedLinkError("not in " + folder.toAbsolutePath()));
            }
        }
        System.setProperty("onnxruntime.native.path", folder.toAbsolutePath().toString());
        // DJL's Rust side wants the file, not its folder
        System.setProperty("RUST_LIBRARY_PATH", folder.toAbsolutePath().resolve(System.mapLibraryName(TOKENIZERS)).toString());
        // not looked for before a TorchScript model is loaded
        System.setProperty(TORCH_FOLDER, folder.toAbsolutePath().toString());
    }

    private static Optional<Path> besideTheExecutable() {
        if (!"runtime".equals(System.getProperty("org.graalvm.nativeimage.imagecode"))) {
            return Optional.empty();
        }
        return ProcessHandle.current().info().command()
                .map(executable -> Path.of(executable).resolveSibling("lib"))
                .filter(Files::isDirectory);
    }

    public static PerchException missing(String library, Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new PerchException(ErrorCode.ENGINE_MISSING,
                "The engine library " + System.mapLibraryName(library) + " cannot be loaded: " + root.getMessage(),
                "put it into the folder that perch.engine.native-lib-dir (PERCH_NATIVE_LIB) names", failure);
    }
}
