package io.perch.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.testing.Zips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackageCheckTest {

    private static final PackageRules ONNX = new PackageRules("ONNX", ".onnx", true);
    private static final PackageRules TORCH = new PackageRules("TORCH_SCRIPT", ".pt", true);
    private static final PackageRules TOKENIZER = new PackageRules("TORCH_SCRIPT", ".pt", false);

    @TempDir
    Path folder;
    Path path;
    PackageCheck check = new PackageCheck(Configs.artifact(Map.of()));

    @BeforeEach
    void name() {
        path = folder.resolve("package.zip");
    }

    @Test
    void saysWhatItFound() throws Exception {
        Zips.model(path).file("config.json", "{}").file("1_Pooling/config.json", "{}").file("LICENSE", "free")
                .file("model.onnx_data", "more").file("__MACOSX/._model.onnx", "x").file(".DS_Store", "x").done();

        PackageContents contents = check.check(path, ONNX);

        assertThat(contents.modelFile()).contains("model.onnx");
        assertThat(contents.unpackedBytes()).isEqualTo(7 + 2 + 2 + 2 + 4 + 4);
        assertThat(contents.files()).contains("1_Pooling/config.json").doesNotContain(".DS_Store", "__MACOSX/._model.onnx");
    }

    @Test
    void aTokenizerNeedsNoModel() throws Exception {
        Zips.at(path).file("tokenizer.json", "{}").file("idf.json", "{}").done();

        assertThat(check.check(path, TOKENIZER).modelFile()).isEmpty();
    }

    @Test
    void needsATokenizerAtTheRoot() throws Exception {
        Zips.at(path).file("model.onnx", "w").file("deep/tokenizer.json", "{}").done();

        refused(ONNX, ErrorCode.PACKAGE_INCOMPLETE, "No tokenizer file");
    }

    @Test
    void needsAModel() throws Exception {
        Zips.at(path).file("tokenizer.json", "{}").done();

        refused(ONNX, ErrorCode.PACKAGE_INCOMPLETE, "Can't find model file");
    }

    @Test
    void needsTheModelAtTheRoot() throws Exception {
        Zips.at(path).file("tokenizer.json", "{}").file("onnx/model.onnx", "w").done();

        refused(ONNX, ErrorCode.PACKAGE_INCOMPLETE,
                "Can't find model file at the root of the package: it is in a folder, onnx/model.onnx");
    }

    @Test
    void refusesTwoModels() throws Exception {
        Zips.model(path).file("deep/other.onnx", "w").done();

        refused(ONNX, ErrorCode.PACKAGE_AMBIGUOUS, "Find multiple model files, but expected only one");
    }

    @Test
    void refusesTheOtherFormat() throws Exception {
        Zips.model(path).done();

        refused(TORCH, ErrorCode.PACKAGE_WRONG_FORMAT, "Model format is TORCH_SCRIPT, but find .onnx file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.jar", "deep/Evil.CLASS", "libevil.so", "evil.dylib", "evil.DLL", "__macosx/evil.so"})
    void refusesExecutables(String name) throws Exception {
        Zips.model(path).file(name, "x").done();

        refused(ONNX, ErrorCode.PACKAGE_UNSAFE, "Model archive contains a disallowed executable file: " + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run.sh", "model.py", "pickle.pkl", "deep/weights.bin", "noextension"})
    void refusesKindsThatAreNotListed(String name) throws Exception {
        Zips.model(path).file(name, "x").done();

        refused(ONNX, ErrorCode.PACKAGE_UNSAFE, "Model archive contains a file of a kind that is not allowed: " + name);
    }

    @Test
    void refusesPickledWeightsBesideTorchScript() throws Exception {
        Zips.at(path).file("model.pt", "w").file("tokenizer.json", "{}").file("pytorch_model.bin", "x").done();

        refused(TORCH, ErrorCode.PACKAGE_UNSAFE,
                "Model archive contains a file of a kind that is not allowed: pytorch_model.bin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil.json", "a/../../evil.json", "C:/evil.json", "a//evil.json", "./evil.json"})
    void refusesNamesThatLeave(String name) throws Exception {
        Zips.model(path).file(name, "x").done();

        refused(ONNX, ErrorCode.PACKAGE_UNSAFE, "Bad zip entry: " + name + " is not a plain path inside the package");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tmp/evil.json", "..\\evil.json"})
    void refusesAbsoluteAndWindowsNames(String name) throws Exception {
        // as long as the real name, and put in its place: the zip library would mend it
        String decent = "x".repeat(name.length());
        Zips.model(path).file(decent, "x").done();
        replace(decent, name);

        assertThat(refusal(ONNX).code()).isEqualTo(ErrorCode.PACKAGE_UNSAFE);
    }

    @Test
    void refusesLinks() throws Exception {
        Zips.model(path).link("vocab.txt", "/etc/passwd").done();

        refused(ONNX, ErrorCode.PACKAGE_UNSAFE, "Bad zip entry: vocab.txt is a link");
    }

    @Test
    void refusesAFileThatIsThereTwice() throws Exception {
        Zips.model(path).file("vocab.txt", "1").file("vocab.txt", "2").done();

        refused(ONNX, ErrorCode.PACKAGE_UNSAFE, "Bad zip entry: vocab.txt is there twice");
    }

    @Test
    void refusesAFileInsideAFile() throws Exception {
        Zips.model(path).file("a.json", "1").file("a.json/b.json", "2").done();

        refused(ONNX, ErrorCode.PACKAGE_UNSAFE, "Bad zip entry: a.json/b.json is inside a file");
    }

    @Test
    void refusesTooManyFiles() throws Exception {
        check = new PackageCheck(Configs.artifact(Map.of("perch.artifact.max-files", "2")));
        Zips.model(path).file("config.json", "{}").done();

        refused(ONNX, ErrorCode.PACKAGE_UNSAFE, "The package holds 3 files, the limit is 2");
    }

    @Test
    void refusesWhatClaimsToBeTooMuch() throws Exception {
        check = new PackageCheck(Configs.artifact(Map.of("perch.artifact.max-unpacked-size", "4G")));
        Zips.model(path).claiming("big.json", 5L << 30).done();

        refused(ONNX, ErrorCode.PACKAGE_UNSAFE, "The package unpacks to more than 4GB (at least 5368709129 bytes)");
    }

    @Test
    void refusesABombThatSaysSo() throws Exception {
        check = new PackageCheck(Configs.artifact(Map.of("perch.artifact.max-unpacked-size", "1M")));
        Zips.model(path).file("zeros.json", new byte[2 << 20]).done();

        assertThat(refusal(ONNX).reason()).startsWith("The package unpacks to more than 1MB");
    }

    @Test
    void refusesABombThatLies() throws Exception {
        check = new PackageCheck(Configs.artifact(Map.of("perch.artifact.max-unpacked-size", "1M")));
        Zips.model(path).file("zeros.json", new byte[0x0030_0000]).done();
        replaceBytes(new byte[] {0, 0, 0x30, 0}, new byte[] {9, 0, 0, 0});

        assertThat(refusal(ONNX).reason()).startsWith("The package unpacks to more than 1MB");
    }

    @Test
    void refusesContentThatIsNotWhatWasPacked() throws Exception {
        Zips.model(path).claiming("config.json", 100).done();

        refused(ONNX, ErrorCode.PACKAGE_UNREADABLE,
                "The package cannot be read: the content of config.json is not what the zip's directory says");
    }

    @Test
    void refusesWhatIsNoZip() throws Exception {
        Files.writeString(path, "<html>not found</html>");

        assertThat(refusal(ONNX).code()).isEqualTo(ErrorCode.PACKAGE_UNREADABLE);
    }

    @Test
    void refusesHalfAZip() throws Exception {
        Zips.model(path).file("config.json", "{}").done();
        byte[] whole = Files.readAllBytes(path);
        Files.write(path, Arrays.copyOf(whole, whole.length / 2));

        assertThat(refusal(ONNX).code()).isEqualTo(ErrorCode.PACKAGE_UNREADABLE);
    }

    @Test
    void refusesEncryptedFiles() throws Exception {
        Zips.model(path).done();
        byte[] bytes = Files.readAllBytes(path);
        for (int at = 0; at < bytes.length - 10; at++) {
            if (bytes[at] == 'P' && bytes[at + 1] == 'K' && bytes[at + 2] == 1) {
                bytes[at + 8] |= 1;
            }
        }
        Files.write(path, bytes);

        refused(ONNX, ErrorCode.PACKAGE_UNREADABLE, "The package cannot be read: model.onnx is encrypted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"translatorFactory=com.evil.Factory", "BLOCKFACTORY = evil", "option.x=org.evil.Thing"})
    void refusesForeignClassesInServingProperties(String line) throws Exception {
        Zips.model(path).file("serving.properties", line).done();

        assertThat(refusal(ONNX).reason()).startsWith("serving.properties may only name classes that start with ai.djl.");
    }

    @Test
    void allowsOwnClassesInServingProperties() throws Exception {
        Zips.model(path).file("serving.properties", """
                translatorFactory=ai.djl.huggingface.translator.TextEmbeddingTranslatorFactory
                application=nlp.Embedding
                engine=OnnxRuntime
                option.modelName=model.onnx
                """).done();

        assertThat(check.check(path, ONNX).modelFile()).contains("model.onnx");
    }

    private void replace(String from, String to) throws IOException {
        replaceBytes(from.getBytes(), to.getBytes());
    }

    private void replaceBytes(byte[] from, byte[] to) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        for (int at = 0; at + from.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + from.length, from, 0, from.length)) {
                System.arraycopy(to, 0, bytes, at, to.length);
            }
        }
        Files.write(path, bytes);
    }

    private void refused(PackageRules rules, ErrorCode code, String reason) {
        PerchException refusal = refusal(rules);
        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal.code()).isEqualTo(code);
    }

    private PerchException refusal(PackageRules rules) {
        return catchThrowableOfType(PerchException.class, () -> check.check(path, rules));
    }
}
