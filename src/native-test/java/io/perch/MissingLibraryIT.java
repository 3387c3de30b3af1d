package io.perch;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.FileServer;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.TinyModels;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of libraries in which libtorch was forgotten: one engine serves, the other says what it lacks. */
class MissingLibraryIT {

    private static final Path PACKAGES = Packages.folder("missing-library-it");
    private static final Map<String, String> LIBRARIES = Map.of(
            "libonnxruntime.so", "/ai/onnxruntime/native/linux-x64/libonnxruntime.so",
            "libonnxruntime4j_jni.so", "/ai/onnxruntime/native/linux-x64/libonnxruntime4j_jni.so",
            "libtokenizers.so", "/native/lib/linux-x86_64/cpu/libtokenizers.so");

    @Test
    void aDeploySaysWhichLibraryIsMissingAndTheOtherEngineServes(@TempDir Path folder) throws IOException {
        for (Map.Entry<String, String> library : LIBRARIES.entrySet()) {
            try (InputStream in = MissingLibraryIT.class.getResourceAsStream(library.getValue())) {
                Files.copy(in, folder.resolve(library.getKey()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        OwnDatabase database = OwnDatabase.create("missing_library");
        try (PerchProcess perch = new PerchProcess("without-torch", database, Map.of("PERCH_NATIVE_LIB", folder.toString()));
                FileServer files = new FileServer(PACKAGES)) {
            perch.start();
            perch.setting("allow_registering_model_via_url", true);

            Path torch = TinyModels.torchEmbedding(PACKAGES);
            Response failed = deployed(perch, registration(files, torch).replace("\"ONNX\"", "\"TORCH_SCRIPT\""));
            Response served = deployed(perch, registration(files, TinyModels.embedding(PACKAGES)));

            assertThat(failed.<String>path("code")).as(failed.asString()).isEqualTo("engine_missing");
            assertThat(failed.<String>path("error")).contains("The engine library libc10.so cannot be loaded: not in " + folder);
            assertThat(perch.predict(served.path("model_id")).statusCode()).isEqualTo(200);
        }
    }

    private static String registration(FileServer files, Path zip) {
        return Ml.registration(Ml.name("model"), files.url(zip.getFileName().toString()), Packages.sha256(zip));
    }

    /** The deploy task at its end. */
    private static Response deployed(PerchProcess perch, String registration) {
        Response register = perch.post("/models/_register", registration);
        assertThat(perch.ended(register.path("task_id")).<String>path("state")).isEqualTo("COMPLETED");
        return perch.ended(perch.post("/models/" + register.path("model_id") + "/_deploy").path("task_id"));
    }
}
