package io.perch.dev.bench.raw;

import ai.djl.util.Utils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/** libtorch and its JNI side out of the jars, side by side, which is how DJL finds them without asking the network. */
final class TorchLibraries {

    private static final String DESCRIPTION = "/native/lib/pytorch.properties";

    private TorchLibraries() {
    }

    /** In DJL's cache; what is there already stays. 446 MB. */
    static Path folder() {
        try {
            Properties torch = new Properties();
            try (InputStream in = TorchLibraries.class.getResourceAsStream(DESCRIPTION)) {
                torch.load(in);
            }
            String platform = torch.getProperty("classifier");
            Path folder = Files.createDirectories(Utils.getEngineCacheDir("pytorch").resolve("bench-" + torch.getProperty("version")));
            for (String library : torch.getProperty("libraries").split(",")) {
                copy("/pytorch/cpu/" + platform + "/" + library, folder.resolve(library));
            }
            String jni = System.mapLibraryName("djl_torch");
            copy("/jnilib/" + platform + "/cpu/" + jni, folder.resolve(jni));
            return folder;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void copy(String resource, Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Path half = file.resolveSibling(file.getFileName() + ".part");
        try (InputStream in = TorchLibraries.class.getResourceAsStream(resource)) {
            Files.copy(in, half, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
