package io.perch.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TinyModelsTest {

    @TempDir
    Path dir;

    @Test
    void packagesHoldWhatTheirNamesSay() throws IOException {
        assertThat(names(TinyModels.embedding(dir))).containsExactly("tokenizer.json", "model.onnx");
        assertThat(names(TinyModels.noTokenizer(dir))).containsExactly("model.onnx");
        assertThat(names(TinyModels.noModel(dir))).containsExactly("tokenizer.json");
        assertThat(names(TinyModels.twoModels(dir))).containsExactly("tokenizer.json", "model.onnx", "second.onnx");
        assertThat(names(TinyModels.garbage(dir))).containsExactly("tokenizer.json", "model.onnx");
        assertThat(names(TinyModels.notANumber(dir))).containsExactly("tokenizer.json", "model.onnx");
    }

    private static List<String> names(Path zip) throws IOException {
        try (ZipFile opened = new ZipFile(zip.toFile())) {
            return opened.stream().map(ZipEntry::getName).toList();
        }
    }
}
