package io.perch.engine.torch;

import ai.djl.util.Utils;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.engine.libraries.NativeLibraries;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * libtorch (446 MB) and its JNI side as files, which is how the system loads them: in the folder of the engines' libraries when
 * there is one, else unpacked from the jars, once, into DJL's cache ({@code DJL_CACHE_DIR}).
 */
final class TorchFiles {

    static final String JNI = "djl_torch";
    private static final List<String> REQUIRED = List.of("c10", "torch_cpu", "torch", JNI);
    private static final String DESCRIPTION = "native/lib/pytorch.properties";

    private TorchFiles() {
    }

    /** @throws PerchException ENGINE_MISSING when a library is not there */
    static Path in(Path folder) {
        for (String library : REQUIRED) {
            if (!Files.isRegularFile(folder.resolve(System.mapLibraryName(library)))) {
                throw NativeLibraries.missing(library, new UnsatisfiedLinkError("not in " + folder.toAbsolutePath()));
            }
        }
        return folder.toAbsolutePath();
    }

    /** @throws PerchException ENGINE_MISSING when the jars are not on the class path, or there is no room for what is in them */
    static Path fromJars() {
        try {
            Map<String, String> resources = resources();
            Path folder = Utils.getEngineCacheDir("pytorch").resolve("perch-" + version(resources));
            if (!Files.isDirectory(folder)) {
                unpack(resources, folder);
            }
            return in(folder);
        } catch (IOException failure) {
            throw new PerchException(ErrorCode.ENGINE_MISSING, "libtorch could not be unpacked from its jar: " + failure,
                    "make room for 450 MB in the folder that DJL_CACHE_DIR names, or unpack the library yourself and name its"
                            + " folder in perch.engine.native-lib-dir (PERCH_NATIVE_LIB)", failure);
        }
    }

    private static String version(Map<String, String> resources) throws IOException {
        Properties torch = properties(DESCRIPTION);
        return torch.getProperty("version") + "-" + torch.getProperty("classifier") + "-" + resources.size();
    }

    /** File name to resource. */
    private static Map<String, String> resources() throws IOException {
        Properties torch = properties(DESCRIPTION);
        String platform = torch.getProperty("classifier");
        String flavor = torch.getProperty("flavor");
        Map<String, String> resources = new LinkedHashMap<>();
        for (String library : torch.getProperty("libraries").split(",")) {
            resources.put(library, "pytorch/" + flavor + "/" + platform + "/" + library);
        }
        String jni = System.mapLibraryName(JNI);
        resources.put(jni, "jnilib/" + platform + "/" + flavor + "/" + jni);
        return resources;
    }

    private static Properties properties(String resource) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = open(resource)) {
            properties.load(in);
        }
        return properties;
    }

    /** Nobody sees half a folder: it gets its name when it is complete. Another process may have been faster. */
    private static void unpack(Map<String, String> resources, Path folder) throws IOException {
        Path parent = Files.createDirectories(folder.getParent());
        Path half = Files.createTempDirectory(parent, "perch-");
        try {
            for (Map.Entry<String, String> resource : resources.entrySet()) {
                try (InputStream in = open(resource.getValue())) {
                    Files.copy(in, half.resolve(resource.getKey()));
                }
            }
            name(half, folder);
        } finally {
            Utils.deleteQuietly(half);
        }
    }

    private static void name(Path half, Path folder) throws IOException {
        try {
            Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException impossible) {
            throw impossible;
        } catch (FileSystemException taken) {
            if (!Files.isDirectory(folder)) {
                throw taken;
            }
        }
    }

    /** Through its URL: class loaders may answer a stream with all of it in memory. */
    private static InputStream open(String resource) throws IOException {
        URL url = TorchFiles.class.getClassLoader().getResource(resource);
        if (url == null) {
            throw NativeLibraries.missing("torch", new UnsatisfiedLinkError("there is no " + resource + " on the class path"));
        }
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        return connection.getInputStream();
    }
}
