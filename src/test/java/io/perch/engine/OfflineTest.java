package io.perch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.TinyModels;
import io.perch.testing.TinyTorchScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PyTorch through DJL dials nobody: not for libraries, not for counting its users. */
class OfflineTest {

    @TempDir
    Path dir;

    @Test
    void loadingAndAskingATorchScriptModelDialsNobody() throws Exception {
        TinyModels.unpack(dir, TinyModels.torchFiles(TinyTorchScript.sentenceTransformer(TinyModels.VECTORS).toBytes(),
                TinyModels.tokenizer(null)));

        List<String> said = inATrap(dir.toString());

        assertThat(said).contains("answered 4", "done");
        assertThat(said).noneMatch(line -> line.startsWith("dialled"));
    }

    /** So that the test above can fail: without Perch's settings DJL asks the cloud it may be in who it is. */
    @Test
    void theTrapCatchesDjlAsItComes() throws Exception {
        assertThat(inATrap("djl")).anyMatch(line -> line.startsWith("dialled") && line.contains("169.254.169.254"));
    }

    private static List<String> inATrap(String argument) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-Xmx256m", "-cp", System.getProperty("java.class.path"),
                DialTrap.class.getName(), argument);
        builder.environment().keySet().removeAll(List.of("DJL_OFFLINE", "OPT_OUT_TRACKING"));
        Process child = builder.redirectErrorStream(true).start();
        try {
            return new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } finally {
            child.destroyForcibly().waitFor();
        }
    }
}
